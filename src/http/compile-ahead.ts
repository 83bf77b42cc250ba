import { setTimeout } from 'node:timers/promises';

/** What a part makes when it is first used, for those who can make it before. */
export type Ahead = (() => void)[];

/** A schema takes some milliseconds to compile, a large one tens: so far apart they are nobody's load. */
const PAUSE_MS = 50;

/**
 * Compiles what routes would compile with their first request, one piece at a time after the start, so that in a service
 * that has been up for half a minute no request holds up others by it. Never keeps the process from ending.
 */
export async function compileAhead(ahead: Ahead, signal: AbortSignal): Promise<void> {
  for (const compile of ahead) {
    try {
      await setTimeout(PAUSE_MS, undefined, { ref: false, signal });
    } catch {
      return;
    }
    compile();
  }
}
