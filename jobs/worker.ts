import { Value } from 'typebox/value';

import type { Deps } from '../src/deps.ts';
import { JOB_PAYLOADS, type JobName, type JobPayload } from '../src/outbox/jobs.ts';
import { JOBS } from './index.ts';
import { type JobQueue, openQueue, openWorker, type QueueServer } from './queues.ts';
import { relayOutbox } from './relay-outbox.ts';

/** Jobs in hand at once: sending waits for the network, so more than the cores. */
const CONCURRENCY = 8;
/** How soon a committed change is picked up when no notification arrives. */
const RELAY_INTERVAL_MS = 200;
/** While the queue's server is away, asking it again more often helps nobody. */
const RELAY_PAUSE_MS = 1_000;

export type RunningWorker = {
  queue: JobQueue;
  /** Finishes the jobs in hand, then lets go of the queue. Calling it again waits for the same end. */
  close(): Promise<void>;
};

/** Starts the relay and the worker: everything that happens outside a request. */
export function startWorker(deps: Deps, server: QueueServer): RunningWorker {
  const { log } = deps;
  const queue = openQueue(server);
  const worker = openWorker(server, CONCURRENCY, async (job) => {
    if (!isJobName(job.name)) throw new Error(`no handler for job ${job.name}`);
    await runJob(deps, job.name, job.data);
  });
  for (const part of [queue, worker]) part.onError((err) => log.warn({ err }, 'queue connection'));
  worker.onFailed((job, err) => log.error({ err, job: job?.name, jobId: job?.id }, 'job failed'));
  const relay = startRelay(deps, queue);
  void worker.run().catch((err: unknown) => log.error({ err }, 'worker stopped'));

  let closing: Promise<void> | undefined;
  return {
    queue,
    close() {
      closing ??= (async () => {
        await relay.close();
        await worker.close();
        await queue.close();
      })();
      return closing;
    },
  };
}

/** Runs one job, timed; the payload is checked because it crossed a queue. */
export async function runJob<N extends JobName>(deps: Deps, name: N, data: unknown): Promise<void> {
  const startedAt = performance.now();
  let result = 'failed';
  try {
    if (!Value.Check(JOB_PAYLOADS[name], data)) throw new Error(`payload of ${name} does not fit its schema`);
    await JOBS[name].run(deps, data as JobPayload<N>);
    result = 'done';
  } finally {
    deps.metrics.jobs.observe({ job: name, result }, (performance.now() - startedAt) / 1000);
  }
}

function isJobName(name: string): name is JobName {
  return Object.hasOwn(JOBS, name);
}

/** Relays until closed: at once again while there is more, after a pause otherwise. */
function startRelay(deps: Deps, queue: JobQueue): { close(): Promise<void> } {
  let closed = false;
  let wake = () => {};
  const running = (async () => {
    while (!closed) {
      let pauseMs = RELAY_INTERVAL_MS;
      try {
        if ((await relayOutbox(deps, queue)) > 0) pauseMs = 0;
      } catch (err) {
        deps.log.warn({ err }, 'outbox not relayed; will try again');
        pauseMs = RELAY_PAUSE_MS;
      }
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
