import { Value } from 'typebox/value';

import type { Deps } from '../src/deps.ts';
import { JOB_PAYLOADS, type JobName, type JobPayload } from '../src/outbox/jobs.ts';
import { JOBS } from './index.ts';
import { keepTime } from './keep-time.ts';
import { type JobQueue, openQueue, openWorker, type QueueServer, STALL_TIMES } from './queues.ts';
import { relayOutbox } from './relay-outbox.ts';
import { type Repeating, repeat } from './repeat.ts';
import { gauge, sweep } from './sweep.ts';
import { warnOnce } from './warn-once.ts';

/** Jobs in hand at once: sending waits for the network, so more than the cores. */
const CONCURRENCY = 8;
/** How soon a committed change is picked up when no notification arrives. */
const RELAY_INTERVAL_MS = 200;
/** While the queue's server is away, asking it again more often helps nobody. */
const RELAY_PAUSE_MS = 1_000;
/** How soon a dead sender's mails are noticed beyond the time that a claim may last. */
const SWEEP_INTERVAL_MS = 15_000;

/** A reminder may be late by this much. */
const CLOCK_INTERVAL_MS = 20_000;

/** Times that tests and the demo, whose clocks jump, may shorten. */
export type WorkerTimes = {
  /** How long BullMQ takes a silent worker for alive, and how often it looks. */
  lockMs: number;
  stalledIntervalMs: number;
  sweepIntervalMs: number;
  /** How often what only the clock asks for is done: reminders, draws, boxes that open and close. */
  clockIntervalMs: number;
  /** How long a mail may stay claimed; unset: longer than any send. */
  claimMaxMs?: number;
};
const TIMES: WorkerTimes = {
  ...STALL_TIMES,
  sweepIntervalMs: SWEEP_INTERVAL_MS,
  clockIntervalMs: CLOCK_INTERVAL_MS,
};

export type RunningWorker = {
  queue: JobQueue;
  /** Finishes the jobs in hand, then lets go of the queue. Calling it again waits for the same end. */
  close(): Promise<void>;
};

/** Starts relay, worker and sweep: everything that happens outside a request. */
export function startWorker(
  deps: Deps,
  server: QueueServer,
  shortened: Partial<WorkerTimes> = {},
): RunningWorker {
  const { log } = deps;
  const times = { ...TIMES, ...shortened };
  const queue = openQueue(server);
  const inHand = new Set<Promise<void>>();
  const process = async (job: { name: string; data: unknown }) => {
    if (!isJobName(job.name)) throw new Error(`no handler for job ${job.name}`);
    const running = runJob(deps, job.name, job.data);
    inHand.add(running);
    await running.finally(() => inHand.delete(running));
  };
  const worker = openWorker(server, CONCURRENCY, process, times);
  for (const part of [queue, worker]) part.onError(warnOnce(log, 'queue connection', deps.now));
  worker.onFailed((job, err) => log.error({ err, job: job?.name, jobId: job?.id }, 'job failed'));
  const repeating = [startRelay(deps, queue), startSweep(deps, queue, times), startClock(deps, times)];
  void worker.run().catch((err: unknown) => log.error({ err }, 'worker stopped'));

  let closing: Promise<void> | undefined;
  return {
    queue,
    close() {
      closing ??= (async () => {
        await Promise.all(repeating.map((part) => part.close()));
        // Without its server the worker can neither be told nor tell; what is in hand still ends.
        const away = !(await queue.answers());
        if (away) await Promise.allSettled(inHand);
        await worker.close(away);
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

/** Relays at once again while there is more, after a pause otherwise. A queue still being opened is no news. */
function startRelay(deps: Deps, queue: JobQueue): Repeating {
  let opening = true;
  const warn = warnOnce(deps.log, 'outbox not relayed; will try again', deps.now);
  return repeat(async () => {
    try {
      if (!(await queue.reached())) {
        if (!opening) throw new Error('the queue does not answer');
        opening = false;
        return RELAY_INTERVAL_MS;
      }
      return (await relayOutbox(deps, queue)) > 0 ? 0 : RELAY_INTERVAL_MS;
    } catch (error) {
      warn(error);
      return RELAY_PAUSE_MS;
    }
  });
}

function startSweep(deps: Deps, queue: JobQueue, times: WorkerTimes): Repeating {
  const warn = warnOnce(deps.log, 'sweep not finished; will try again', deps.now);
  return repeat(async () => {
    try {
      await sweep(deps, times.claimMaxMs);
      await gauge(deps, queue);
    } catch (error) {
      warn(error);
    }
    return times.sweepIntervalMs;
  });
}

function startClock(deps: Deps, { clockIntervalMs }: WorkerTimes): Repeating {
  const warn = warnOnce(deps.log, 'the time not kept; will try again', deps.now);
  return repeat(async () => {
    await keepTime(deps).catch(warn);
    return clockIntervalMs;
  });
}
