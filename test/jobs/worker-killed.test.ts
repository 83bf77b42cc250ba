import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import t, { type Test } from 'tap';

import type { QueueServer } from '../../jobs/queues.ts';
import { mails, people } from '../../src/db/schema/index.ts';
import { createDeps } from '../fixtures/create-app.ts';
import { createRedis, redisMissing } from '../fixtures/create-redis.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { deliveries, oweInvitations } from '../fixtures/owe-invitations.ts';
import { until } from '../fixtures/until.ts';
import type { WorkerArguments } from '../fixtures/worker-process.ts';

const PROGRAM = fileURLToPath(new URL('../fixtures/worker-process.ts', import.meta.url));
/** How many mails, and how many the server has acknowledged when the worker is killed. */
type Run = { mails: number; kills: number[] };
/** Mails that one worker has claimed at most: two for each of its five connections. */
const CLAIMED_AT_ONCE = 10;
/** Short, so that the next worker takes over within seconds; a send to a local server takes milliseconds. */
const TIMES = { lockMs: 1_500, stalledIntervalMs: 500, sweepIntervalMs: 500, claimMaxMs: 2_500 };

/** Runs a worker until it has been killed, or until the test ends. */
function runWorker(t: Test, given: WorkerArguments): ChildProcess {
  const child = spawn(process.execPath, ['--import=tsx', PROGRAM, JSON.stringify(given)], {
    stdio: 'inherit',
  });
  t.teardown(() => child.kill('SIGKILL'));
  return child;
}

async function killAgainAndAgain(
  t: Test,
  { mails: count, kills }: Run,
  server: (databaseUrl: string) => QueueServer,
): Promise<void> {
  const sink = await createSink(t);
  const { deps, databaseUrl, clock } = await createDeps(t, { smtpUrl: sink.url });
  clock.set(new Date());
  const addresses = await oweInvitations(deps, count);
  const given = { databaseUrl, smtpUrl: sink.url, server: server(databaseUrl), times: TIMES };
  for (const acknowledged of kills) {
    const worker = runWorker(t, given);
    await until(`${acknowledged} acknowledged`, () => sink.received.length >= acknowledged);
    const gone = once(worker, 'exit');
    worker.kill('SIGKILL');
    await gone;
  }
  const last = runWorker(t, given);
  await until('every mail sent or unknown', async () => {
    const { sent = 0, unknown = 0 } = await deliveries(deps);
    return sent + unknown === count;
  });
  const gone = once(last, 'exit');
  last.kill('SIGKILL');
  await gone;

  const received = sink.received.map(({ to }) => to.join());
  t.equal(new Set(received).size, received.length, 'the server acknowledged no mail twice');
  const rows = await deps.db
    .select({ email: people.email, delivery: mails.delivery })
    .from(mails)
    .innerJoin(people, eq(people.id, mails.personId));
  const arrived = new Set(received);
  const sent = rows.filter((row) => row.delivery === 'sent').map((row) => row.email);
  t.same(
    sent.filter((address) => !arrived.has(address)),
    [],
    'what is recorded as sent was acknowledged',
  );
  const unknown = rows.filter((row) => row.delivery === 'unknown').map((row) => row.email);
  t.same([...sent, ...unknown].sort(), addresses, 'every mail is accounted for');
  t.ok(unknown.length <= kills.length * CLAIMED_AT_ONCE, `${unknown.length} unknown: only those under way`);
}

t.test('kill -9 of the worker during thousands of sends loses none and doubles none', async (t) => {
  t.test('over PostgreSQL', (t) =>
    killAgainAndAgain(t, { mails: 2_000, kills: [1, 700, 1_400] }, (url) => ({ kind: 'postgres', url })),
  );
  t.test('over Redis', { skip: redisMissing() }, async (t) => {
    const redis = await createRedis(t);
    const run = { mails: 800, kills: [1, 400] };
    await killAgainAndAgain(t, run, () => ({ kind: 'redis', url: redis.url }));
  });
});
