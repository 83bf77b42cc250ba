import { eq, sql } from 'drizzle-orm';
import t from 'tap';
import { v7 as uuidv7 } from 'uuid';

import { sweep } from '../../jobs/sweep.ts';
import { idempotencyKeys, mails, outbox, sessions, signInLinks } from '../../src/db/schema/index.ts';
import type { Deps } from '../../src/deps.ts';
import { recordSent } from '../../src/mail/ledger.ts';
import { hashToken } from '../../src/token.ts';
import { addMails } from '../fixtures/add-mails.ts';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createDeps } from '../fixtures/create-app.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { deliveries, oweInvitations } from '../fixtures/owe-invitations.ts';
import { work } from '../fixtures/work.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A send ends after 90 seconds; what is claimed half a minute longer has no sender. */
const CLAIM_MAX_MS = 120_000;
const LOST_AFTER_MS = 10 * MINUTE_MS;

const before = (deps: Deps, ms: number) => new Date(deps.now().getTime() - ms);
const said = (logLines: string[]) =>
  logLines.map((line) => JSON.parse(line)).map(({ level, msg, mails }) => ({ level, msg, mails }));

t.test('a mail whose sender died is unknown, and known again should the sender turn up', async (t) => {
  const { deps, logLines } = await createDeps(t);
  const invited = await addInvitations(deps, await addGathering(deps), await addPeople(deps, 3));
  const [dead] = await addMails(deps, invited.slice(0, 1), {
    delivery: 'sending',
    attempts: 1,
    claimedAt: before(deps, CLAIM_MAX_MS + 1),
  });
  await addMails(deps, invited.slice(1, 2), {
    delivery: 'sending',
    attempts: 1,
    claimedAt: before(deps, CLAIM_MAX_MS),
  });
  await addMails(deps, invited.slice(2), { delivery: 'sent', claimedAt: before(deps, HOUR_MS) });
  await sweep(deps);
  t.strictSame(await deliveries(deps), { unknown: 1, sending: 1, sent: 1 });
  const [row] = await deps.db
    .select()
    .from(mails)
    .where(eq(mails.id, dead?.id ?? ''));
  t.equal(row?.lastError, 'The program ended while it was sending this mail; it may have arrived.');
  t.match(await deps.metrics.registry.metrics(), /kind="invitation",delivery="unknown"\} 1\n/);
  t.strictSame(said(logLines), [
    { level: 'warn', msg: 'mails whose sender died are taken for unknown', mails: 1 },
  ]);
  t.strictSame(await deps.db.select().from(outbox), [], 'nobody is told to send it again');

  await recordSent(deps.sql, dead?.id ?? '', deps.now());
  const [late] = await deps.db
    .select()
    .from(mails)
    .where(eq(mails.id, dead?.id ?? ''));
  t.match(late, { delivery: 'sent', lastError: null });
});

t.test('queued mails that no job knows of are owed again, once', async (t) => {
  const sink = await createSink(t);
  const { deps, clock, logLines } = await createDeps(t, { smtpUrl: sink.url });
  const addresses = await oweInvitations(deps, 30);
  await deps.db.delete(outbox);
  clock.advance(LOST_AFTER_MS);
  await sweep(deps);
  t.strictSame(await deps.db.select().from(outbox), [], 'a full queue may take so long');
  clock.advance(1);
  await sweep(deps);
  const jobs = await deps.db.select().from(outbox).orderBy(outbox.id);
  t.strictSame(
    jobs.map(({ name, payload, runAt }) => [name, (payload.mailIds as string[]).length, runAt]),
    [
      ['send-mails', 25, deps.now()],
      ['send-mails', 5, deps.now()],
    ],
  );
  t.strictSame(said(logLines), [{ level: 'warn', msg: 'mails without a job are owed again', mails: 30 }]);
  await deps.db.delete(outbox);
  await sweep(deps);
  t.strictSame(await deps.db.select().from(outbox), [], 'they get as long again to pass the queue');
  clock.advance(LOST_AFTER_MS + 1);
  await sweep(deps);
  await work(deps);
  t.strictSame(sink.received.map(({ to }) => to.join()).sort(), addresses);
  clock.advance(LOST_AFTER_MS + 1);
  await sweep(deps);
  t.strictSame(await deps.db.select().from(outbox), [], 'what was sent is not lost');
});

t.test('a mail that waits for its next attempt is not lost', async (t) => {
  const { deps, clock, logLines } = await createDeps(t);
  await oweInvitations(deps, 3);
  await deps.db.update(outbox).set({ runAt: new Date(deps.now().getTime() + 4 * HOUR_MS) });
  clock.advance(HOUR_MS);
  await sweep(deps);
  t.equal((await deps.db.select().from(outbox)).length, 1);
  t.strictSame(logLines, []);
});

t.test('what is over is deleted, what still holds is kept, and nothing is said of it', async (t) => {
  const { deps, logLines } = await createDeps(t);
  const [person] = await addPeople(deps, 1);
  if (!person) throw new Error('no person');
  const createdAt = before(deps, HOUR_MS);
  const over = deps.now();
  const still = new Date(over.getTime() + 1);
  const owned = { personId: person.id, createdAt };
  await deps.db.insert(sessions).values([
    { ...owned, tokenHash: hashToken('a'), expiresAt: over },
    { ...owned, tokenHash: hashToken('b'), expiresAt: still },
  ]);
  await deps.db.insert(signInLinks).values([
    { ...owned, tokenHash: hashToken('a'), expiresAt: over },
    { ...owned, tokenHash: hashToken('b'), expiresAt: still },
  ]);
  const answer = { actorId: uuidv7(), requestHash: hashToken('x'), status: 201, body: {} };
  await deps.db.insert(idempotencyKeys).values([
    { ...answer, key: 'over', createdAt: before(deps, 24 * HOUR_MS) },
    { ...answer, key: 'still', createdAt: before(deps, 24 * HOUR_MS - 1) },
  ]);
  await sweep(deps);
  t.same(await deps.db.select({ hash: sessions.tokenHash }).from(sessions), [{ hash: hashToken('b') }]);
  t.same(await deps.db.select({ hash: signInLinks.tokenHash }).from(signInLinks), [{ hash: hashToken('b') }]);
  t.same(await deps.db.select({ key: idempotencyKeys.key }).from(idempotencyKeys), [{ key: 'still' }]);
  t.strictSame(logLines, []);
});

t.test('while another process sweeps this one leaves it to that', async (t) => {
  const { deps, clock } = await createDeps(t);
  await oweInvitations(deps, 1);
  await deps.db.delete(outbox);
  clock.advance(HOUR_MS);
  const owed = () => deps.db.$count(outbox);
  await deps.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(41230617)`);
    await sweep(deps);
    t.equal(await owed(), 0, 'not while the lock is held');
  });
  await sweep(deps);
  t.equal(await owed(), 1);
});
