const MS_PER_SECOND = 1_000;

/**
 * Spaces turns evenly: each call takes the next one and returns how long to wait for it, in milliseconds. `null` is no
 * limit. `nowMs` is a clock that never runs backwards.
 */
export function createPace(perSecond: number | null, nowMs: () => number): () => number {
  if (perSecond === null) return () => 0;
  let next = Number.NEGATIVE_INFINITY;
  return () => {
    const now = nowMs();
    const turn = Math.max(next, now);
    next = turn + MS_PER_SECOND / perSecond;
    return turn - now;
  };
}
