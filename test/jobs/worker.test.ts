import t, { type Test } from 'tap';

import { type QueueServer, STALL_TIMES } from '../../jobs/queues.ts';
import { startWorker } from '../../jobs/worker.ts';
import { mails } from '../../src/db/schema/index.ts';
import { type Deps, makeDeps } from '../../src/deps.ts';
import { readEnv } from '../../src/env.ts';
import { createLog } from '../../src/log.ts';
import { createDatabase } from '../fixtures/create-database.ts';
import { createRedis, redisMissing } from '../fixtures/create-redis.ts';
import { createSink, type Sink } from '../fixtures/create-sink.ts';
import { deliveries, oweInvitations } from '../fixtures/owe-invitations.ts';
import { until } from '../fixtures/until.ts';

type Parts = { deps: Deps; otherDeps: () => Deps; server: QueueServer; sink: Sink; logLines: string[] };
type Backend = {
  name: string;
  skip: string | false;
  open(t: Test, databaseUrl: string): Promise<QueueServer>;
};

const BACKENDS: Backend[] = [
  { name: 'PostgreSQL', skip: false, open: async (_t, url) => ({ kind: 'postgres', url }) },
  {
    name: 'Redis',
    skip: redisMissing(),
    open: async (t) => ({ kind: 'redis', url: (await createRedis(t)).url }),
  },
];

const TIMES = { ...STALL_TIMES, sweepIntervalMs: 1_000 };

/** Real parts with a real clock: BullMQ keeps its own time. */
async function open(t: Test, backend: Backend, sinkOptions = {}): Promise<Parts> {
  const databaseUrl = await createDatabase(t);
  const sink = await createSink(t, sinkOptions);
  const server = await backend.open(t, databaseUrl);
  const logLines: string[] = [];
  const log = createLog('info', { write: (line: string) => void logLines.push(line) });
  const otherDeps = () => {
    const deps = makeDeps(readEnv({ PUBLIC_URL: 'http://acquaint.test' }), {
      databaseUrl,
      smtpUrl: sink.url,
      log,
      queueAnswers: async () => true,
      connectionsMax: 10,
    });
    t.teardown(() => deps.close());
    return deps;
  };
  return { deps: otherDeps(), otherDeps, server, sink, logLines };
}

function recipients(sink: Sink): string[] {
  return sink.received.map(({ to }) => to.join()).sort();
}

for (const backend of BACKENDS) {
  t.test(`over ${backend.name}`, { skip: backend.skip }, async (t) => {
    t.test('what a transaction owes reaches the mail server, and nothing is logged about it', async (t) => {
      const { deps, server, sink, logLines } = await open(t, backend);
      const worker = startWorker(deps, server, TIMES);
      const addresses = await oweInvitations(deps, 60);
      await until('all sent', async () => (await deliveries(deps)).sent === 60);
      await worker.close();
      t.strictSame(recipients(sink), addresses);
      t.strictSame(logLines, []);
    });

    t.test('two workers side by side send each mail once', async (t) => {
      const { deps, otherDeps, server, sink } = await open(t, backend);
      const workers = [startWorker(deps, server, TIMES), startWorker(otherDeps(), server, TIMES)];
      const addresses = await oweInvitations(deps, 300);
      await until('all sent', async () => (await deliveries(deps)).sent === 300);
      await Promise.all(workers.map((worker) => worker.close()));
      t.strictSame(recipients(sink), addresses);
    });

    t.test('a job that fails is tried again until it succeeds', async (t) => {
      const { deps, server, sink, logLines } = await open(t, backend);
      const addresses = await oweInvitations(deps, 3);
      await deps.sql`alter table mails rename to mails_gone`;
      const worker = startWorker(deps, server, { ...TIMES, sweepIntervalMs: 60_000 });
      await until('failure logged', () => logLines.some((line) => line.includes('job failed')));
      await deps.sql`alter table mails_gone rename to mails`;
      await until('all sent', async () => (await deliveries(deps)).sent === 3);
      await worker.close();
      t.strictSame(recipients(sink), addresses);
    });

    t.test('closing finishes the jobs in hand and takes no others', async (t) => {
      const held: (() => void)[] = [];
      const { deps, server, sink } = await open(t, backend, {
        onMailFrom: (_address: unknown, _session: unknown, done: () => void) => void held.push(done),
      });
      await oweInvitations(deps, 5);
      const worker = startWorker(deps, server, TIMES);
      await until('five on their way', () => held.length === 5);
      const closed = worker.close();
      for (const release of held) release();
      await closed;
      t.equal(worker.close(), worker.close(), 'closing again waits for the same end');
      t.equal(sink.received.length, 5);
      t.strictSame(await deliveries(deps), { sent: 5 });
      const rows = await deps.db.select({ attempts: mails.attempts }).from(mails);
      t.strictSame(rows, Array(5).fill({ attempts: 1 }));
    });
  });
}

t.test(
  'with Redis away mail is owed all the same, and goes out when Redis is back',
  {
    skip: redisMissing(),
  },
  async (t) => {
    const redis = await createRedis(t);
    const { deps, server, sink, logLines } = await open(t, {
      name: 'Redis',
      skip: false,
      open: async () => ({ kind: 'redis', url: redis.url }),
    });
    const worker = startWorker(deps, server, TIMES);
    const first = await oweInvitations(deps, 4);
    await sink.waitFor(4);
    await redis.stop();
    const second = await oweInvitations(deps, 4);
    await until('the relay has said so', () => logLines.some((line) => line.includes('outbox not relayed')));
    t.strictSame(
      logLines.filter((line) => line.includes('outbox not relayed')).map((line) => JSON.parse(line).level),
      ['warn'],
    );
    await redis.start();
    await until('all sent', async () => (await deliveries(deps)).sent === 8);
    await worker.close();
    t.strictSame(recipients(sink), [...first, ...second].sort());
  },
);

t.test(
  'a worker whose Redis is gone, or was never there, still closes',
  { skip: redisMissing() },
  async (t) => {
    const redis = await createRedis(t);
    const parts = await open(t, {
      name: 'Redis',
      skip: false,
      open: async () => ({ kind: 'redis', url: redis.url }),
    });
    const lost = startWorker(parts.deps, parts.server, TIMES);
    await oweInvitations(parts.deps, 1);
    await parts.sink.waitFor(1);
    await redis.stop();
    const never = startWorker(parts.otherDeps(), parts.server, TIMES);
    await Promise.all([lost.close(), never.close()]);
    t.strictSame(await deliveries(parts.deps), { sent: 1 });
  },
);
