/** A clock that runs as the system's does and can be moved forward: a demo cannot wait a week. */
export type StoryClock = { now: () => Date; moveTo(instant: Date): void };

/** Starts at `start`. It never runs backwards. */
export function createStoryClock(start: Date): StoryClock {
  let shiftMs = start.getTime() - Date.now();
  const now = () => new Date(Date.now() + shiftMs);
  return {
    now,
    moveTo(instant) {
      shiftMs += Math.max(0, instant.getTime() - now().getTime());
    },
  };
}
