import { createPostgresBackend, type JobsOptions, Queue, Worker } from 'bullmq';

/** Where BullMQ keeps its jobs; this file alone knows which of the two it is. */
export type QueueServer = { kind: 'redis'; url: string } | { kind: 'postgres'; url: string };

/** One queue for all jobs: they are few in kind, and one worker loop is one thing to watch. */
const QUEUE_NAME = 'acquaint';
const POSTGRES_SCHEMA = 'bullmq';
const REDIS_PREFIX = 'acquaint';
/** A server on the same network answers in milliseconds; who asks will ask again. */
const ANSWER_MS_MAX = 1_000;
/** Pool of the PostgreSQL backend in each of queue and worker, beside the application's own connections. */
const POSTGRES_POOL_MAX = 4;
/** A worker that died is noticed within lock + interval: 20 seconds. Jobs renew their lock every half of it. */
export const STALL_TIMES = { lockMs: 15_000, stalledIntervalMs: 5_000 };
/** A worker killed again and again is the machine's fault, not the job's: jobs re-check and claim for themselves. */
const STALLED_COUNT_MAX = 20;
/** Finished jobs are kept a while so that a repeated hand-over from the outbox is recognised by its id. */
const KEEP_COMPLETED = { age: 3_600, count: 10_000 };
const KEEP_FAILED = { age: 7 * 24 * 3_600, count: 10_000 };

/** The sending side, as little of it as we use. */
export type JobQueue = {
  addBulk(jobs: { name: string; data: unknown; opts: JobsOptions }[]): Promise<unknown>;
  /** Whether the server was ever reached; asked before `addBulk`, which would wait for one that was never there. */
  reached(): Promise<boolean>;
  /** Whether the server answers at this moment. */
  answers(): Promise<boolean>;
  /** Jobs by state, for the metrics; rejects when the server does not answer soon. */
  counts(): Promise<Record<string, number>>;
  onError(listener: (error: Error) => void): void;
  close(): Promise<void>;
};
/** The working side. */
export type JobWorker = {
  run(): Promise<void>;
  onError(listener: (error: Error) => void): void;
  onFailed(listener: (job: { name: string; id?: string } | undefined, error: Error) => void): void;
  /** Waits for the jobs in hand and tells the server; with `force` it does neither. */
  close(force: boolean): Promise<void>;
};
/** What a worker does with one job. */
export type Processor = (job: {
  id?: string;
  name: string;
  data: unknown;
  attemptsMade: number;
}) => Promise<void>;

/** Redis when it is configured, else the PostgreSQL that the application uses anyway. */
export function queueServerOf(redisUrl: string | null, databaseUrl: string): QueueServer {
  return redisUrl ? { kind: 'redis', url: redisUrl } : { kind: 'postgres', url: databaseUrl };
}

/** Opens the sending side; its calls fail at once while the server is away instead of waiting for it. */
export function openQueue(server: QueueServer): JobQueue {
  const options = { defaultJobOptions: { removeOnComplete: KEEP_COMPLETED, removeOnFail: KEEP_FAILED } };
  const queue =
    server.kind === 'redis'
      ? new Queue(QUEUE_NAME, {
          ...options,
          prefix: REDIS_PREFIX,
          connection: { url: server.url, enableOfflineQueue: false, maxRetriesPerRequest: 1 },
        })
      : new Queue(QUEUE_NAME, { ...options, connection: postgres(server.url) }, createPostgresBackend);
  const counts = () => soon(queue.getJobCounts('waiting', 'active', 'delayed', 'failed'));
  const reached = () => succeeds(soon(queue.waitUntilReady()));
  const answers = () => succeeds(counts());
  return {
    addBulk: (jobs) => queue.addBulk(jobs),
    reached,
    answers,
    counts,
    onError: (listener) => void queue.on('error', listener),
    async close() {
      // Closing says goodbye to a server that was reached; one that has gone since would be waited for.
      if ((await reached()) && !(await answers())) await succeeds(soon(queue.disconnect()));
      else await queue.close();
    },
  };
}

/** Opens the working side; it takes no jobs before `run()` and waits for its server for as long as it takes. */
export function openWorker(
  server: QueueServer,
  concurrency: number,
  processor: Processor,
  { lockMs, stalledIntervalMs } = STALL_TIMES,
): JobWorker {
  const options = {
    concurrency,
    autorun: false,
    lockDuration: lockMs,
    stalledInterval: stalledIntervalMs,
    maxStalledCount: STALLED_COUNT_MAX,
  };
  const worker =
    server.kind === 'redis'
      ? new Worker(QUEUE_NAME, processor, {
          ...options,
          prefix: REDIS_PREFIX,
          connection: { url: server.url, maxRetriesPerRequest: null },
        })
      : new Worker(
          QUEUE_NAME,
          processor,
          { ...options, connection: postgres(server.url) },
          createPostgresBackend,
        );
  return {
    run: () => worker.run(),
    onError: (listener) => void worker.on('error', listener),
    onFailed: (listener) => void worker.on('failed', listener),
    close: (force) => worker.close(force),
  };
}

/** Work that is given up when it takes longer than a server that answers would. */
async function soon<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the queue does not answer')), ANSWER_MS_MAX);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Whether work succeeds. */
const succeeds = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );

function postgres(url: string) {
  return { connectionString: url, schema: POSTGRES_SCHEMA, migrate: true, max: POSTGRES_POOL_MAX };
}
