import type { Deps } from '../src/deps.ts';
import type { JobName, JobPayload } from '../src/outbox/jobs.ts';

/**
 * What a worker knows of a job. `run` may be called more than once for one payload (a worker died, a retry), so it
 * claims before it acts. A throw is retried with exponential back-off until `attempts` is used up.
 */
export type Job<N extends JobName> = {
  name: N;
  attempts: number;
  /** Delay before the first retry in milliseconds; doubles with each further one. */
  backoffMs: number;
  run(deps: Deps, payload: JobPayload<N>): Promise<void>;
};

/** Types a job by its name. */
export function defineJob<N extends JobName>(job: Job<N>): Job<N> {
  return job;
}
