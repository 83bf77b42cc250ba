import { readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { setFlagsFromString } from 'node:v8';

/** Only Linux gives a thread a priority of its own; elsewhere it would be that of the whole process. */
const HAS_PRIORITIES = process.platform === 'linux';
const LOWER = constants.priority.PRIORITY_BELOW_NORMAL;

/** What a thread of the engine runs first: planning gives way to those who wait for an answer. */
export const GIVE_WAY = HAS_PRIORITIES ? `require('node:os').setPriority(${LOWER});` : '';

/** Linux lists the threads of this process here, by numbers that rise in the order they were started. */
const THREADS = '/proc/self/task';
/** Behind the main thread a process first starts those that compile and collect for all of V8: one that waits, and four that work. */
const V8_THREADS = 5;

/**
 * Lets what V8 does in the background, for this thread and for those of the engine, give way to this thread, which answers
 * requests. It then collects what is young alone: to share that with threads that wait for a core takes longer.
 * Where a sandbox does not let it, priorities stay as they are. Called once, when a service starts.
 */
export function favourRequests(): void {
  if (!HAS_PRIORITIES) return;
  setFlagsFromString('--no-parallel-scavenge');
  try {
    for (const thread of backgroundThreads()) setPriority(thread, LOWER);
  } catch {
    return;
  }
}

/** The numbers of those threads. */
export const backgroundThreads = (): number[] =>
  readdirSync(THREADS)
    .map(Number)
    .sort((one, other) => one - other)
    .slice(1, 1 + V8_THREADS);
