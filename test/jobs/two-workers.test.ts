import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { SMTPServerOptions } from 'smtp-server';
import t, { type Test } from 'tap';

import { STALL_TIMES } from '../../jobs/queues.ts';
import { domainHolds } from '../../src/db/schema/index.ts';
import { makeDeps } from '../../src/deps.ts';
import { readEnv } from '../../src/env.ts';
import { createLog } from '../../src/log.ts';
import type { MailerOptions } from '../../src/mail/transport.ts';
import { createDeps } from '../fixtures/create-app.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { deliveries, oweInvitations } from '../fixtures/owe-invitations.ts';
import { until } from '../fixtures/until.ts';
import { work } from '../fixtures/work.ts';
import type { WorkerArguments } from '../fixtures/worker-process.ts';

const PROGRAM = fileURLToPath(new URL('../fixtures/worker-process.ts', import.meta.url));
const MAILS_IN_JOB = 5;
const people = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => ({ email: `person-${from + i}@a.test` }));

/** Two worker processes that send so many mails to one domain; each says its own name to the server. */
async function sendWithTwo(t: Test, count: number, mailer: MailerOptions, options: SMTPServerOptions) {
  const sink = await createSink(t, options);
  const { deps, databaseUrl, clock } = await createDeps(t, { smtpUrl: sink.url });
  clock.set(new Date());
  const given = (name: string): WorkerArguments => ({
    databaseUrl,
    smtpUrl: `${sink.url}?name=${name}`,
    server: { kind: 'postgres', url: databaseUrl },
    times: { ...STALL_TIMES, sweepIntervalMs: 500 },
    mailer,
  });
  for (const name of ['one.test', 'two.test']) {
    const args = ['--import=tsx', PROGRAM, JSON.stringify(given(name))];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    t.teardown(() => child.kill('SIGKILL'));
    await once(child, 'message');
  }
  // Many jobs, more than one process takes in hand at once.
  for (let owed = 0; owed < count; owed += MAILS_IN_JOB) {
    await oweInvitations(deps, people(MAILS_IN_JOB, owed));
  }
  await until('all are sent', async () => (await deliveries(deps)).sent === count);
}

t.test('two processes together keep the rate of one, and both send', async (t) => {
  const arrivals: { at: number; by: string }[] = [];
  const MAILS = 100;
  await sendWithTwo(
    t,
    MAILS,
    { ratePerSecond: 20 },
    {
      onMailFrom(_address, session, done) {
        arrivals.push({ at: performance.now(), by: session.hostNameAppearsAs });
        done();
      },
    },
  );
  t.strictSame([...new Set(arrivals.map(({ by }) => by))].sort(), ['one.test', 'two.test']);
  const seconds = ((arrivals.at(-1)?.at ?? 0) - (arrivals[0]?.at ?? 0)) / 1_000;
  // Each at a rate of its own would take half of this.
  t.ok(seconds >= 0.9 * ((MAILS - 1) / 20), `${MAILS} mails took ${seconds} s`);
});

t.test('two processes together have no more mails on their way to a domain than were allowed', async (t) => {
  const senders = new Set<string>();
  let now = 0;
  let most = 0;
  await sendWithTwo(
    t,
    100,
    { perDomainMax: 2 },
    {
      onMailFrom(_address, session, done) {
        senders.add(session.hostNameAppearsAs);
        now += 1;
        most = Math.max(most, now);
        setTimeout(done, 10);
      },
      onData(stream, _session, done) {
        stream.resume();
        stream.on('end', () => {
          now -= 1;
          done();
        });
      },
    },
  );
  t.equal(most, 2);
  t.strictSame([...senders].sort(), ['one.test', 'two.test']);
});

t.test('what one process learns of a domain that asks for time holds for the other', async (t) => {
  let busy = true;
  let asked = 0;
  const sink = await createSink(t, {
    onRcptTo(_address, _session, done) {
      asked += 1;
      done(busy ? Object.assign(new Error('4.7.1 slow down'), { responseCode: 450 }) : null);
    },
  });
  const { deps, databaseUrl, clock } = await createDeps(t, { smtpUrl: sink.url });
  const other = makeDeps(readEnv({ PUBLIC_URL: 'http://acquaint.test' }), {
    databaseUrl,
    smtpUrl: sink.url,
    log: createLog('silent'),
    now: clock.now,
    queueAnswers: async () => true,
  });
  t.teardown(() => other.close());
  await oweInvitations(deps, people(12));
  await work(deps);
  const before = asked;
  t.ok(before >= 3);
  await oweInvitations(
    deps,
    people(10).map(({ email }) => ({ email: `other-${email}` })),
  );
  await work(other);
  t.equal(asked, before, 'the other did not ask');
  busy = false;
  for (let i = 0; i < 10 && (await deliveries(deps)).sent !== 22; i += 1) {
    clock.advance(15 * 60_000);
    await work(i % 2 === 0 ? other : deps);
  }
  t.strictSame(await deliveries(deps), { sent: 22 });
  t.same(await deps.db.select().from(domainHolds), [], 'who is served again is not held');
});
