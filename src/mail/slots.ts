/** A fixed number of places; who finds none waits in order of arrival. */
export type Slots = {
  readonly size: number;
  /** Runs `work` in a place of its own, and frees it however the work ends. */
  run<T>(work: () => Promise<T>): Promise<T>;
};

/** Makes `size` places. */
export function createSlots(size: number): Slots {
  const waiting: (() => void)[] = [];
  let free = size;
  return {
    size,
    async run(work) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else free += 1;
      }
    },
  };
}

/** Places by name, `size` for each; those of a name that nobody uses any more are forgotten. */
export function createSlotsByName(size: number): (name: string) => Slots {
  const used = new Map<string, { slots: Slots; users: number }>();
  return (name) => ({
    size,
    async run(work) {
      const entry = used.get(name) ?? { slots: createSlots(size), users: 0 };
      used.set(name, entry);
      entry.users += 1;
      try {
        return await entry.slots.run(work);
      } finally {
        entry.users -= 1;
        if (entry.users === 0) used.delete(name);
      }
    },
  });
}
