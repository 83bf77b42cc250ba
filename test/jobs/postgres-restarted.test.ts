import { setTimeout as pause } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import t, { type Test } from 'tap';

import type { QueueServer } from '../../jobs/queues.ts';
import { startWorker } from '../../jobs/worker.ts';
import { connect } from '../../src/db/connect.ts';
import { migrate } from '../../src/db/migrate.ts';
import { mails, people } from '../../src/db/schema/index.ts';
import { makeDeps } from '../../src/deps.ts';
import { readEnv } from '../../src/env.ts';
import { createLog } from '../../src/log.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';
import { createRedis, redisMissing } from '../fixtures/create-redis.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { newDataDir } from '../fixtures/data-dir.ts';
import { deliveries, oweInvitations } from '../fixtures/owe-invitations.ts';
import { toldSecrets } from '../fixtures/told-secrets.ts';
import { until } from '../fixtures/until.ts';

const MAILS = 300;
/** The database goes down when so many were acknowledged. */
const CRASH_AT = 100;
/** Sends under way at most: the connections of the pool. */
const SENDS_AT_ONCE = 5;
/** What a server takes over each message, so that some are under way at any moment. */
const TAKES_MS = 10;
/** Short, so that the work goes on within seconds. */
const TIMES = { lockMs: 3_000, stalledIntervalMs: 500, sweepIntervalMs: 500, claimMaxMs: 6_000 };

/** One backend dies by force: the server takes its memory for damaged, ends all others and recovers. */
async function crash(url: string): Promise<void> {
  const connection = connect(url, { max: 1 });
  const [row] = await connection.sql`select pg_backend_pid() as pid`;
  process.kill(Number(row?.pid), 'SIGKILL');
  await connection.close();
}

async function crashWhileBusy(t: Test, serverOf: (databaseUrl: string) => QueueServer): Promise<void> {
  // Durable, as in production: what a crash of a careless server loses is not ours to keep.
  const postgres = await startEmbeddedPostgres({ dataDir: await newDataDir(t), log: createLog('silent') });
  t.teardown(() => postgres.stop());
  await migrate(postgres.url);
  const sink = await createSink(t, {
    onMailFrom: (_address, _session, done) => void pause(TAKES_MS).then(() => done()),
  });
  const logLines: string[] = [];
  const deps = makeDeps(readEnv({ PUBLIC_URL: 'http://acquaint.test' }), {
    databaseUrl: postgres.url,
    smtpUrl: sink.url,
    log: createLog('info', { write: (line: string) => void logLines.push(line) }),
    queueAnswers: async () => true,
    connectionsMax: 10,
  });
  t.teardown(() => deps.close());
  const addresses = await oweInvitations(deps, MAILS);
  const worker = startWorker(deps, serverOf(postgres.url), TIMES);
  t.teardown(() => worker.close());
  await sink.waitFor(CRASH_AT);
  await crash(postgres.url);
  await until('every mail sent or unknown', async () => {
    // The question itself fails while the server recovers.
    const { sent = 0, unknown = 0 } = await deliveries(deps).catch(() => ({ sent: 0, unknown: 0 }));
    return sent + unknown === MAILS;
  });
  await worker.close();

  const received = sink.received.map(({ to }) => to.join());
  t.equal(new Set(received).size, received.length, 'the server acknowledged no mail twice');
  const rows = await deps.db
    .select({ email: people.email, delivery: mails.delivery })
    .from(mails)
    .innerJoin(people, eq(people.id, mails.personId));
  const of = (delivery: string) => rows.filter((row) => row.delivery === delivery).map((row) => row.email);
  const arrived = new Set(received);
  t.same(
    of('sent').filter((address) => !arrived.has(address)),
    [],
    'what is recorded as sent was acknowledged',
  );
  t.same([...of('sent'), ...of('unknown')].sort(), addresses, 'every mail is accounted for');
  t.ok(of('unknown').length <= SENDS_AT_ONCE, `${of('unknown').length} unknown: only those under way`);
  t.same(toldSecrets(logLines), []);
}

t.test('PostgreSQL crashes under a busy worker, which goes on by itself', async (t) => {
  t.test('with jobs in PostgreSQL', (t) => crashWhileBusy(t, (url) => ({ kind: 'postgres', url })));
  t.test('with jobs in Redis', { skip: redisMissing() }, async (t) => {
    const redis = await createRedis(t);
    await crashWhileBusy(t, () => ({ kind: 'redis', url: redis.url }));
  });
});
