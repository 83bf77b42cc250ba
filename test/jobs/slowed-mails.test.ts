import type { SMTPServerOptions } from 'smtp-server';
import t from 'tap';

import { mails, outbox } from '../../src/db/schema/index.ts';
import type { Deps } from '../../src/deps.ts';
import { createDeps } from '../fixtures/create-app.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { deliveries, oweInvitations } from '../fixtures/owe-invitations.ts';
import { work } from '../fixtures/work.ts';

const smtpError = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode });
const at = (domain: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({ email: `person-${i}@${domain}` }));

/** The next attempts owed: how many mails in each job, and in how many seconds. */
async function owed(deps: Deps): Promise<{ mails: number; seconds: number }[]> {
  const rows = await deps.db.select().from(outbox).orderBy(outbox.runAt);
  return rows.map(({ payload, runAt }) => ({
    mails: (payload.mailIds as string[]).length,
    seconds: (runAt.getTime() - deps.now().getTime()) / 1_000,
  }));
}

t.test('a domain that asks for time gets it, the others get their mail, and no attempt counts', async (t) => {
  let busy = true;
  let asked = 0;
  const rcpt: SMTPServerOptions['onRcptTo'] = ({ address }, _session, done) => {
    if (!busy || !address.endsWith('@busy.test')) return done();
    asked += 1;
    done(smtpError(450, '4.7.1 too many messages from you'));
  };
  const sink = await createSink(t, { onRcptTo: rcpt });
  const { deps, clock } = await createDeps(t, { smtpUrl: sink.url, mailer: { perDomainMax: 1 } });
  await oweInvitations(deps, [...at('busy.test', 20), ...at('free.test', 5)]);
  await work(deps);
  t.strictSame(await deliveries(deps), { queued: 20, sent: 5 });
  t.equal(asked, 3, 'it was not asked again and again');
  t.strictSame(await owed(deps), [
    { mails: 18, seconds: 30 },
    { mails: 1, seconds: 60 },
    { mails: 1, seconds: 60 },
  ]);
  for (const seconds of [60, 120, 240]) {
    clock.advance((seconds / 2) * 1_000);
    const before = asked;
    await work(deps);
    t.ok(asked - before <= 1, 'one mail tries');
  }
  t.strictSame(await deliveries(deps), { queued: 20, sent: 5 });
  busy = false;
  for (let i = 0; i < 10 && (await owed(deps)).length > 0; i += 1) {
    clock.advance(15 * 60_000);
    await work(deps);
  }
  t.strictSame(await deliveries(deps), { sent: 25 });
  const attempts = await deps.db.select({ attempts: mails.attempts }).from(mails);
  t.ok(attempts.every((row) => row.attempts <= 2));
});

t.test('421 in the middle of a talk puts everything off together', async (t) => {
  let busy = true;
  const sink = await createSink(t, {
    onRcptTo: (_address, _session, done) => done(busy ? smtpError(421, '4.3.2 come back later') : null),
  });
  const { deps, clock } = await createDeps(t, { smtpUrl: sink.url });
  await oweInvitations(deps, [...at('a.test', 6), ...at('b.test', 6)]);
  await work(deps);
  t.strictSame(await owed(deps), [{ mails: 12, seconds: 5 }]);
  busy = false;
  clock.advance(5_000);
  await work(deps);
  const rows = await deps.db.select({ delivery: mails.delivery, attempts: mails.attempts }).from(mails);
  t.strictSame(rows, Array(12).fill({ delivery: 'sent', attempts: 1 }));
});

t.test('no more mails to one domain are on their way at once than were allowed', async (t) => {
  const now = new Map<string, number>();
  const most = new Map<string, number>();
  const domainOf = (address: string) => address.slice(address.indexOf('@') + 1);
  const sink = await createSink(t, {
    onRcptTo({ address }, _session, done) {
      const domain = domainOf(address);
      now.set(domain, (now.get(domain) ?? 0) + 1);
      most.set(domain, Math.max(most.get(domain) ?? 0, now.get(domain) ?? 0));
      setImmediate(done);
    },
    onData(stream, session, done) {
      stream.resume();
      stream.on('end', () => {
        const domain = domainOf(session.envelope.rcptTo[0]?.address ?? '');
        now.set(domain, (now.get(domain) ?? 0) - 1);
        done();
      });
    },
  });
  const { deps } = await createDeps(t, { smtpUrl: sink.url, mailer: { perDomainMax: 2 } });
  await oweInvitations(deps, [...at('a.test', 12), ...at('b.test', 12), { email: 'one@C.test' }]);
  await work(deps);
  t.strictSame(await deliveries(deps), { sent: 25 });
  t.strictSame([...most].sort(), [
    ['a.test', 2],
    ['b.test', 2],
    ['c.test', 1],
  ]);
});

t.test('a process that is asked to stop leaves what it has not sent to the next one', async (t) => {
  const sink = await createSink(t);
  const { deps } = await createDeps(t, { smtpUrl: sink.url, mailer: { ratePerSecond: 0.001 } });
  await oweInvitations(deps, 10);
  const working = work(deps);
  await sink.waitFor(1);
  deps.stop();
  await working;
  t.strictSame(await deliveries(deps), { sent: 1, queued: 9 });
  t.strictSame(await owed(deps), [{ mails: 9, seconds: 5 }]);
});
