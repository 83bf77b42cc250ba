import { asc } from 'drizzle-orm';
import t from 'tap';

import { invitations, mails } from '../../src/db/schema/index.ts';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';

t.test('the place of somebody who is erased is offered to the waiting list', async (t) => {
  const { call, deps } = await createApp(t);
  const [gone, second, first, other] = await addPeople(deps, 4);
  if (!gone || !second || !first || !other) throw new Error('four people');
  const open = await addGathering(deps, { capacity: 2 });
  await addInvitations(deps, open, [gone, other], { answer: 'accepted' });
  await addInvitations(deps, open, [second], { answer: 'waitlisted', waitlistNumber: 2 });
  await addInvitations(deps, open, [first], { answer: 'waitlisted', waitlistNumber: 1 });
  const begun = await addGathering(deps, { capacity: 1, startsAt: new Date('2026-11-01T11:00:00Z') });
  await addInvitations(deps, begun, [gone], { answer: 'accepted' });
  await addInvitations(deps, begun, [other], { answer: 'waitlisted', waitlistNumber: 3 });

  t.equal((await call('DELETE', `/api/v1/people/${gone.id}`)).statusCode, 204);

  const rows = await deps.db
    .select()
    .from(invitations)
    .orderBy(asc(invitations.createdAt), asc(invitations.id));
  const answers = rows.map((row) => [
    row.gatheringId === open.id ? 'open' : 'begun',
    row.personId,
    row.offeredUntil === null ? row.answer : 'offered',
  ]);
  t.strictSame(
    answers.sort(),
    [
      ['open', other.id, 'accepted'],
      ['open', first.id, 'offered'],
      ['open', second.id, 'waitlisted'],
      ['begun', other.id, 'waitlisted'],
    ].sort(),
  );
  t.strictSame(
    (await deps.db.select().from(mails)).map((mail) => [mail.kind, mail.personId]),
    [['offer', first.id]],
  );
});

t.test('erasing somebody who holds no place changes nobody else', async (t) => {
  const { call, deps } = await createApp(t);
  const [gone, waiting] = await addPeople(deps, 2);
  if (!gone || !waiting) throw new Error('two people');
  const gathering = await addGathering(deps, { capacity: 1 });
  await addInvitations(deps, gathering, [gone], { answer: 'tentative' });
  await addInvitations(deps, gathering, [waiting], { answer: 'waitlisted', waitlistNumber: 1 });
  t.equal((await call('DELETE', `/api/v1/people/${gone.id}`)).statusCode, 204);
  t.match(await deps.db.select().from(invitations), [{ personId: waiting.id, answer: 'waitlisted' }]);
  t.strictSame(await deps.db.select().from(mails), []);
});
