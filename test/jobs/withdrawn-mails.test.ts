import { eq } from 'drizzle-orm';
import t from 'tap';
import { runJob } from '../../jobs/worker.ts';
import { gatherings, invitations, invitationTokens, mails, people } from '../../src/db/schema/index.ts';
import { addMails } from '../fixtures/add-mails.ts';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createDeps } from '../fixtures/create-app.ts';
import { createSink } from '../fixtures/create-sink.ts';

t.test('what has lost its sense since it was owed is not sent, and the reason is kept', async (t) => {
  const sink = await createSink(t);
  const { deps, logLines } = await createDeps(t, { smtpUrl: sink.url });
  const [left, paused, stays, promoted, late] = await addPeople(deps, 5);
  if (!left || !paused || !stays || !promoted || !late) throw new Error('five people');
  const gathering = await addGathering(deps);
  const invited = await addInvitations(deps, gathering, [left, paused, stays]);
  const gaveBack = await addInvitations(deps, gathering, [promoted], { answer: 'accepted' });
  const cancelled = await addGathering(deps);
  const toCancelled = await addInvitations(deps, cancelled, [late]);
  const owed = [
    ...(await addMails(deps, invited)),
    ...(await addMails(deps, gaveBack, { kind: 'offer' })),
    ...(await addMails(deps, toCancelled)),
  ];
  await deps.db.update(people).set({ leftOn: '2026-11-02' }).where(eq(people.id, left.id));
  await deps.db.update(people).set({ pausedUntil: '9999-12-31' }).where(eq(people.id, paused.id));
  await deps.db.update(invitations).set({ answer: 'declined' }).where(eq(invitations.personId, promoted.id));
  await deps.db.update(gatherings).set({ status: 'cancelled' }).where(eq(gatherings.id, cancelled.id));

  await runJob(deps, 'send-mails', { mailIds: owed.map(({ id }) => id) });
  t.strictSame(
    sink.received.map(({ to }) => to.join()),
    [stays.email],
  );
  const rows = await deps.db
    .select({
      who: mails.personId,
      delivery: mails.delivery,
      attempts: mails.attempts,
      lastError: mails.lastError,
    })
    .from(mails)
    .orderBy(mails.id);
  const withdrawn = (who: string, lastError: string) => ({ who, delivery: 'failed', attempts: 0, lastError });
  t.strictSame(rows, [
    withdrawn(left.id, 'Not sent: the person has left.'),
    withdrawn(paused.id, 'Not sent: the person takes no invitations at the moment.'),
    { who: stays.id, delivery: 'sent', attempts: 1, lastError: null },
    withdrawn(promoted.id, 'Not sent: the offer was over first.'),
    withdrawn(late.id, 'Not sent: the gathering was cancelled first.'),
  ]);
  const tokens = await deps.db.select({ id: invitationTokens.invitationId }).from(invitationTokens);
  const sentTo = invited.find(({ personId }) => personId === stays.id)?.id;
  t.strictSame(tokens, [{ id: sentTo }, { id: sentTo }], 'links are made for the one that goes out');
  const figures = await deps.metrics.registry.metrics();
  t.match(figures, /kind="invitation",delivery="failed"\} 3\n/);
  t.match(figures, /kind="offer",delivery="failed"\} 1\n/);
  t.match(figures, /kind="invitation",delivery="sent"\} 1\n/);
  t.notMatch(logLines.join('\n'), '@');
});

t.test(
  'a job that comes twice sends nothing twice, and one for mails that are gone does nothing',
  async (t) => {
    const sink = await createSink(t);
    const { deps } = await createDeps(t, { smtpUrl: sink.url });
    const invited = await addInvitations(deps, await addGathering(deps), await addPeople(deps, 4));
    const mailIds = (await addMails(deps, invited)).map(({ id }) => id);
    await Promise.all([
      runJob(deps, 'send-mails', { mailIds }),
      runJob(deps, 'send-mails', { mailIds: [...mailIds].reverse() }),
    ]);
    await runJob(deps, 'send-mails', { mailIds });
    t.equal(sink.received.length, 4);
    t.equal(new Set(sink.received.map(({ to }) => to.join())).size, 4);
    await deps.db.delete(mails);
    await runJob(deps, 'send-mails', { mailIds });
    t.equal(sink.received.length, 4);
  },
);
