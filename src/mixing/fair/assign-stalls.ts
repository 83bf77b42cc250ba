/** A visitor cannot go there at all. */
export const CLOSED = Number.NEGATIVE_INFINITY;

/**
 * Gives as many visitors as possible a stall each, no stall more than its capacity, and those the largest sum of values
 * among all ways to seat them; where not all find a place, those late in `order` go without. Min-cost flow by successive shortest paths, on the graph of the stalls alone (an arc from stall
 * to stall is the visitor who loses least by moving). `values` holds a row of whole numbers for each visitor, CLOSED where
 * they cannot go. Returns a stall for each visitor, −1 for those who find none. Cost: visitors × stalls² at worst, for
 * most one look at their row.
 */
export function assignStalls(
  values: Float64Array,
  order: Int32Array,
  capacity: Int32Array,
): Int32Array<ArrayBuffer> {
  const stalls = capacity.length;
  const assigned = new Int32Array(stalls === 0 ? 0 : values.length / stalls).fill(-1);
  const guests: number[][] = Array.from(capacity, () => []);
  const gain = new Float64Array(stalls * stalls);
  const mover = new Int32Array(stalls * stalls);
  const stale = new Uint8Array(stalls).fill(1);
  const reach = new Float64Array(stalls);
  const from = new Int32Array(stalls);
  const worthOf = (visitor: number, stall: number) => values[visitor * stalls + stall] ?? CLOSED;
  const hasRoom = (stall: number) => (guests[stall]?.length ?? 0) < (capacity[stall] ?? 0);

  for (const visitor of order) {
    const favourite = bestOf(
      (stall) => worthOf(visitor, stall),
      () => true,
    );
    if (favourite >= 0 && hasRoom(favourite)) seat(visitor, favourite);
    else makeRoom(visitor);
  }
  return assigned;

  function bestOf(worth: (stall: number) => number, fits: (stall: number) => boolean): number {
    let best = -1;
    for (let stall = 0; stall < stalls; stall++) {
      if (worth(stall) === CLOSED || !fits(stall)) continue;
      if (best < 0 || worth(stall) > worth(best)) best = stall;
    }
    return best;
  }

  function seat(visitor: number, stall: number): void {
    assigned[visitor] = stall;
    guests[stall]?.push(visitor);
    stale[stall] = 1;
  }

  function leave(visitor: number, stall: number): void {
    const list = guests[stall] ?? [];
    list[list.indexOf(visitor)] = list.at(-1) ?? visitor;
    list.pop();
    stale[stall] = 1;
  }

  /** What moving one guest of a stall to each other stall gains at best, and who that is. */
  function renew(stall: number): void {
    const row = stall * stalls;
    gain.fill(CLOSED, row, row + stalls);
    for (const guest of guests[stall] ?? []) {
      const here = worthOf(guest, stall);
      for (let other = 0; other < stalls; other++) {
        const change = worthOf(guest, other) - here;
        if (other === stall || change <= (gain[row + other] ?? CLOSED)) continue;
        gain[row + other] = change;
        mover[row + other] = guest;
      }
    }
    stale[stall] = 0;
  }

  /** Longest paths from the visitor over guests who move on (Bellman–Ford; optimality leaves no cycle that gains). */
  function makeRoom(visitor: number): void {
    for (let stall = 0; stall < stalls; stall++) {
      reach[stall] = worthOf(visitor, stall);
      from[stall] = -1;
    }
    let changed = true;
    for (let pass = 0; changed && pass < stalls; pass++) {
      changed = false;
      for (let stall = 0; stall < stalls; stall++) {
        const reached = reach[stall] ?? CLOSED;
        if (reached === CLOSED) continue;
        if (stale[stall]) renew(stall);
        for (let other = 0; other < stalls; other++) {
          const further = reached + (gain[stall * stalls + other] ?? CLOSED);
          if (further <= (reach[other] ?? CLOSED)) continue;
          reach[other] = further;
          from[other] = stall;
          changed = true;
        }
      }
    }
    let free = bestOf((stall) => reach[stall] ?? CLOSED, hasRoom);
    if (free < 0) return;
    for (let before = from[free] ?? -1; before >= 0; before = from[free] ?? -1) {
      const guest = mover[before * stalls + free] ?? -1;
      leave(guest, before);
      seat(guest, free);
      free = before;
    }
    seat(visitor, free);
  }
}
