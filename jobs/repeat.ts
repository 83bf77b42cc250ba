/** Something that is done again and again until it is closed. */
export type Repeating = {
  /** Waits for the turn in hand, then ends. */
  close(): Promise<void>;
};

/** Runs `turn` until closed; it never throws and returns how long to wait before the next one, in milliseconds. */
export function repeat(turn: () => Promise<number>): Repeating {
  let closed = false;
  let wake = () => {};
  const running = (async () => {
    while (!closed) {
      const pauseMs = await turn();
      if (pauseMs === 0 || closed) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pauseMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return {
    async close() {
      closed = true;
      wake();
      await running;
    },
  };
}
