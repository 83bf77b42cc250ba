import { availableParallelism } from 'node:os';

import { Problem } from '../problems.ts';
import { EngineThread, prepareThreads } from './engine-thread.ts';
import { TASKS, type TaskInput, type TaskName, type TaskResult } from './tasks.ts';

/** The mixing engine for those who answer requests: long runs happen on other threads. */
export type Engine = {
  /**
   * Runs a task for so many people and gives what the engine gives, or throws what it throws. A few people are mixed
   * at once on this thread; more on another one, in their turn, so that other requests are not held up.
   */
  run<N extends TaskName>(name: N, people: number, input: TaskInput<N>): Promise<TaskResult<N>>;
  /**
   * Makes what threads run, which the first long run would make: it takes both of two processors for some tenths of a
   * second.
   */
  prepare(): Promise<void>;
  /** Ends all threads; what still runs or waits is told that the service is unavailable. */
  close(): Promise<void>;
};

/** Below so many people a run takes about as long as handing it over does: some milliseconds. */
export const LONG_FROM_PEOPLE = 200;

/** So many people leave hundreds of megabytes in a thread: it ends at once, and the next run starts another. */
const ENDS_AFTER_PEOPLE = 20_000;

/** One core stays for requests; more threads than two would only take memory from the database. */
const THREADS_MAX = Math.max(1, Math.min(2, availableParallelism() - 1));

type Job = { start: (thread: EngineThread) => Promise<void>; refuse: (error: Error) => void };

/**
 * An engine whose threads start with the first long run and end when nobody has needed them for a while. Own code
 * rather than a pool from a package: those bring native parts, and all that is needed is a queue before two threads.
 */
export function createEngine(): Engine {
  const threads = new Set<EngineThread>();
  const waiting: Job[] = [];
  let isClosed = false;

  const next = (): void => {
    if (waiting.length === 0) return;
    const idle = [...threads].find((thread) => thread.isIdle) ?? startThread();
    const job = idle && waiting.shift();
    if (job) void job.start(idle).finally(next);
  };
  const startThread = (): EngineThread | undefined => {
    if (threads.size >= THREADS_MAX) return undefined;
    const thread = new EngineThread(() => {
      threads.delete(thread);
      next();
    });
    threads.add(thread);
    return thread;
  };

  return {
    async run<N extends TaskName>(name: N, people: number, input: TaskInput<N>): Promise<TaskResult<N>> {
      if (people < LONG_FROM_PEOPLE) {
        const task = TASKS[name] as (input: TaskInput<N>) => TaskResult<N>;
        return task(input);
      }
      if (isClosed) throw stopping();
      return new Promise((resolve, refuse) => {
        const start = async (thread: EngineThread) => {
          await thread.run(name, input).then((result) => resolve(result as TaskResult<N>), refuse);
          if (people >= ENDS_AFTER_PEOPLE) await thread.end(stopping());
        };
        waiting.push({ start, refuse });
        next();
      });
    },
    prepare: prepareThreads,
    async close() {
      isClosed = true;
      for (const job of waiting.splice(0)) job.refuse(stopping());
      await Promise.all([...threads].map((thread) => thread.end(stopping())));
    },
  };
}

const RETRY_AFTER_S = 5;

function stopping(): Problem {
  return new Problem('unavailable', 'The service is being restarted; ask again.', {
    retryAfter: RETRY_AFTER_S,
  });
}
