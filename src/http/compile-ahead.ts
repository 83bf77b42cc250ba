import { setTimeout } from 'node:timers/promises';

/** What a part makes when it is first used, for those who can make it before. */
export type Ahead = (() => unknown)[];

/** Most schemas are compiled in a fraction of a millisecond, a large one in tens: as many at once as take so long. */
const TURN_MS = 3;
/** So far apart they are nobody's load. */
const PAUSE_MS = 50;

/**
 * Compiles what routes would compile with their first request, some pieces at a time after the start, so that in a service
 * that has been up for half a minute no request holds up others by it. Never keeps the process from ending.
 */
export async function compileAhead(ahead: Ahead, signal: AbortSignal): Promise<void> {
  let turnEnds = 0;
  for (const compile of ahead) {
    if (performance.now() >= turnEnds) {
      await setTimeout(PAUSE_MS, undefined, { ref: false, signal }).catch(() => undefined);
      turnEnds = performance.now() + TURN_MS;
    }
    if (signal.aborted) return;
    await compile();
  }
}
