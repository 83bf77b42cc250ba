import type { SMTPServerOptions } from 'smtp-server';
import t from 'tap';

import { invitationTokens, mails, outbox } from '../../src/db/schema/index.ts';
import type { Deps } from '../../src/deps.ts';
import { createDeps } from '../fixtures/create-app.ts';
import { createScriptedServer } from '../fixtures/create-scripted-server.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { deliveries, oweInvitations } from '../fixtures/owe-invitations.ts';
import { toldSecrets } from '../fixtures/told-secrets.ts';
import { work } from '../fixtures/work.ts';

const MINUTE_MS = 60_000;

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

/** The next attempts owed: how many mails in each job, and in how many seconds. */
async function owed(deps: Deps): Promise<{ mails: number; seconds: number }[]> {
  const rows = await deps.db.select().from(outbox);
  return rows.map(({ payload, runAt }) => ({
    mails: (payload.mailIds as string[]).length,
    seconds: (runAt.getTime() - deps.now().getTime()) / 1_000,
  }));
}

async function ledger(deps: Deps) {
  return deps.db
    .select({ delivery: mails.delivery, attempts: mails.attempts, lastError: mails.lastError })
    .from(mails)
    .orderBy(mails.id);
}

t.test('while nothing answers mails wait in one job, ever longer, and no attempt counts', async (t) => {
  const { deps, clock, logLines } = await createDeps(t);
  await oweInvitations(deps, 8);
  const waits = [];
  for (let i = 0; i < 9; i += 1) {
    await work(deps);
    const [job, ...others] = await owed(deps);
    t.strictSame(others, []);
    t.equal(job?.mails, 8);
    waits.push(job?.seconds);
    clock.advance((job?.seconds ?? 0) * 1_000);
  }
  t.strictSame(waits, [5, 5, 10, 20, 40, 80, 160, 300, 300]);
  const waiting = { delivery: 'queued', attempts: 0, lastError: 'The mail server cannot be reached.' };
  t.strictSame(await ledger(deps), Array(8).fill(waiting));
  const tokens = await deps.db.select().from(invitationTokens);
  t.equal(tokens.length, 16, 'no token was made for attempts that could not succeed');
  t.same(toldSecrets(logLines), []);
});

t.test('a server that turned everybody away gets everything once it is back', async (t) => {
  let away = true;
  const sink = await createSink(t, {
    onConnect: (_session, done) => done(away ? smtpError(421, 'maintenance of mx@example.net') : null),
  });
  const { deps, clock, logLines } = await createDeps(t, { smtpUrl: sink.url });
  const addresses = await oweInvitations(deps, 12);
  await work(deps);
  t.strictSame(await deliveries(deps), { queued: 12 });
  t.strictSame(await owed(deps), [{ mails: 12, seconds: 5 }]);
  const [first] = await ledger(deps);
  t.equal(
    first?.lastError,
    'The mail server takes no mail from us at the moment: 421 maintenance of [address]',
  );
  away = false;
  clock.advance(5_000);
  await work(deps);
  t.strictSame(sink.received.map(({ to }) => to.join()).sort(), addresses);
  t.strictSame(
    await ledger(deps),
    Array(12).fill({ delivery: 'sent', attempts: 1, lastError: null }),
    'the attempt that succeeded is the only one',
  );
  t.strictSame(await owed(deps), []);
  t.same(toldSecrets(logLines), []);
});

/** A server that puts one recipient off or refuses them, echoing the address, as real ones do. */
function choosy(responseCode: number, text: string, victim: () => string): SMTPServerOptions {
  return {
    onRcptTo: ({ address }, _session, done) =>
      done(address === victim() ? smtpError(responseCode, `<${address}>: ${text}`) : null),
  };
}

t.test('a mail that is put off is tried eight times within 13 hours, and the others go out', async (t) => {
  let victim = '';
  const sink = await createSink(
    t,
    choosy(451, 'greylisted', () => victim),
  );
  const { deps, clock, logLines } = await createDeps(t, { smtpUrl: sink.url });
  [victim = ''] = await oweInvitations(deps, 3);
  const minutes = [];
  for (let attempt = 1; attempt < 8; attempt += 1) {
    await work(deps);
    const [job, ...others] = await owed(deps);
    t.strictSame(others, []);
    t.equal(job?.mails, 1);
    minutes.push((job?.seconds ?? 0) / 60);
    const row = (await ledger(deps)).find(({ delivery }) => delivery === 'queued');
    t.strictSame(row, {
      delivery: 'queued',
      attempts: attempt,
      lastError: 'The mail server put it off: 451 <[address]>: greylisted',
    });
    clock.advance((job?.seconds ?? 0) * 1_000 - 1);
    await work(deps);
    t.strictSame(await owed(deps), [{ mails: 1, seconds: 0.001 }], 'not a moment earlier');
    clock.advance(1);
  }
  t.strictSame(minutes, [1, 5, 15, 60, 240, 240, 240]);
  await work(deps);
  t.strictSame(await deliveries(deps), { sent: 2, failed: 1 });
  t.strictSame(await owed(deps), []);
  t.same(toldSecrets(logLines), []);
});

t.test('a mail that is refused fails at once with the reason, without the address', async (t) => {
  let victim = '';
  const sink = await createSink(
    t,
    choosy(550, 'user unknown', () => victim),
  );
  const { deps, logLines } = await createDeps(t, { smtpUrl: sink.url });
  [victim = ''] = await oweInvitations(deps, 3);
  await work(deps);
  t.strictSame(await deliveries(deps), { sent: 2, failed: 1 });
  t.strictSame(
    (await ledger(deps)).filter(({ delivery }) => delivery === 'failed'),
    [
      {
        delivery: 'failed',
        attempts: 1,
        lastError: 'The mail server refused it: 550 <[address]>: user unknown',
      },
    ],
  );
  t.strictSame(await owed(deps), []);
  t.match(await deps.metrics.registry.metrics(), /kind="invitation",delivery="failed"\} 1\n/);
  t.same(toldSecrets(logLines), []);
});

t.test('another attempt at a mail carries the same Message-ID', async (t) => {
  const ids: string[] = [];
  const sink = await createSink(t, {
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
      stream.on('end', () => {
        ids.push(/^Message-ID: (\S+)/im.exec(Buffer.concat(chunks).toString())?.[1] ?? '');
        done(ids.length === 1 ? smtpError(452, 'no room') : null);
      });
    },
  });
  const { deps, clock } = await createDeps(t, { smtpUrl: sink.url });
  await oweInvitations(deps, 1);
  await work(deps);
  t.strictSame(await deliveries(deps), { queued: 1 });
  clock.advance(MINUTE_MS);
  await work(deps);
  const [row] = await deps.db.select().from(mails);
  t.equal(row?.delivery, 'sent');
  t.equal(row?.attempts, 2);
  const expected = `<${row?.id}.0@localhost.localdomain>`;
  t.strictSame(ids, [expected, expected]);
  t.equal(row?.messageId, expected);
});

t.test(
  'a connection lost after the message was given leaves it unknown, and nothing sends it again',
  async (t) => {
    let given = 0;
    const smtpUrl = await createScriptedServer(t, { dot: null }, () => {
      given += 1;
    });
    const { deps, clock, logLines } = await createDeps(t, { smtpUrl });
    await oweInvitations(deps, 1);
    await work(deps);
    clock.advance(24 * 60 * MINUTE_MS);
    await work(deps);
    t.equal(given, 1);
    t.strictSame(await deliveries(deps), { unknown: 1 });
    t.strictSame(await owed(deps), []);
    t.same(toldSecrets(logLines), []);
  },
);
