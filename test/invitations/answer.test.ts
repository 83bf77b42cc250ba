import { asc, eq } from 'drizzle-orm';
import t from 'tap';

import { gatherings, invitations, mails, outbox, people } from '../../src/db/schema/index.ts';
import type { Deps } from '../../src/deps.ts';
import { type Answer, type AnswerOutcome, answer } from '../../src/invitations/answer.ts';
import { issueTokens } from '../../src/invitations/issue-tokens.ts';
import { offerPlaces } from '../../src/invitations/offer-places.ts';
import { hashToken } from '../../src/token.ts';
import { addEncounter, addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createDeps } from '../fixtures/create-app.ts';

const alike = (count: number) => Array.from({ length: count }, () => ({ unit: 'Sales', location: 'Porto' }));

/** An offer of the first morning: twelve hours. */
const KEPT = new Date('2026-11-02T20:00:00Z');

const give = (deps: Deps, invitationId: string, wanted: Answer): Promise<AnswerOutcome> =>
  deps.db.transaction((tx) => answer(tx, { key: { invitationId }, answer: wanted }, deps.now()));

/** A gathering for `count` invited people, all alike to the mix, with this capacity; gives the invitations' ids in order. */
async function invited(deps: Deps, count: number, capacity: number | null): Promise<string[]> {
  const gathering = await addGathering(deps, { capacity });
  return (await addInvitations(deps, gathering, await addPeople(deps, alike(count)))).map((one) => one.id);
}

const stateOf = async (deps: Deps, id: string) => {
  const [row] = await deps.db.select().from(invitations).where(eq(invitations.id, id));
  return row;
};

t.test('an answer is kept with its time and may be changed', async (t) => {
  const { deps, clock } = await createDeps(t);
  const [id = ''] = await invited(deps, 1, null);
  for (const wanted of ['accepted', 'tentative', 'declined', 'accepted'] as const) {
    clock.advance(1_000);
    t.match(await give(deps, id, wanted), { outcome: 'recorded', changed: true });
    t.match(await stateOf(deps, id), { answer: wanted, answeredAt: clock.now(), waitlistNumber: null });
  }
});

t.test(
  'the same answer again changes nothing, neither its time nor a place on the waiting list',
  async (t) => {
    const { deps, clock } = await createDeps(t);
    const [first = '', second = ''] = await invited(deps, 2, 1);
    await give(deps, first, 'accepted');
    await give(deps, second, 'accepted');
    const before = [await stateOf(deps, first), await stateOf(deps, second)];
    t.match(before, [{ answer: 'accepted' }, { answer: 'waitlisted' }]);
    clock.advance(60_000);
    t.match(await give(deps, first, 'accepted'), { outcome: 'recorded', changed: false });
    t.match(await give(deps, second, 'accepted'), { outcome: 'recorded', changed: false });
    t.same([await stateOf(deps, first), await stateOf(deps, second)], before);
  },
);

t.test(
  'among equals a place that comes free is offered to whoever waited longest, once, with a mail',
  async (t) => {
    const { deps } = await createDeps(t);
    const ids = await invited(deps, 4, 1);
    for (const id of ids) await give(deps, id, 'accepted');
    const [first = '', second = '', third = '', fourth = ''] = ids;
    await give(deps, third, 'declined');
    await give(deps, first, 'tentative');
    t.match(await stateOf(deps, second), { answer: 'waitlisted', offeredUntil: KEPT });
    t.match(await stateOf(deps, third), { answer: 'declined', waitlistNumber: null });
    t.match(await stateOf(deps, fourth), { answer: 'waitlisted', offeredUntil: null });
    const owed = await deps.db.select().from(mails);
    t.match(owed, [{ kind: 'offer', invitationId: second, delivery: 'queued' }]);
    t.equal(owed.length, 1);
    t.match(await deps.db.select().from(outbox), [
      { name: 'send-mails', payload: { mailIds: [owed[0]?.id] } },
    ]);
    await give(deps, second, 'declined');
    t.match(await stateOf(deps, second), {
      answer: 'declined',
      leftWaitlist: 'withdrawn',
      offeredUntil: null,
    });
    t.match(await stateOf(deps, fourth), { answer: 'waitlisted', offeredUntil: KEPT });
  },
);

t.test('who gave up a place on the waiting list and comes back waits at its end', async (t) => {
  const { deps } = await createDeps(t);
  const [holder = '', first = '', second = ''] = await invited(deps, 3, 1);
  for (const id of [holder, first, second]) await give(deps, id, 'accepted');
  await give(deps, first, 'declined');
  await give(deps, first, 'accepted');
  await give(deps, holder, 'declined');
  t.match(await stateOf(deps, first), { answer: 'waitlisted', offeredUntil: null });
  t.match(await stateOf(deps, second), { answer: 'waitlisted', offeredUntil: KEPT });
});

t.test('a place goes to the one who brings the most new pairs, then another unit and location', async (t) => {
  const { deps } = await createDeps(t);
  const people = await addPeople(deps, [
    { unit: 'Sales', location: 'Porto' },
    { unit: 'Sales', location: 'Porto' },
    { unit: 'Sales', location: 'Lima' },
    { unit: 'Legal', location: 'Porto' },
    { unit: 'Legal', location: 'Lima' },
    { unit: 'Research', location: 'Oslo' },
  ]);
  const [, stays, , legal, , met] = people;
  if (!stays || !legal || !met) throw new Error('six people');
  const gathering = await addGathering(deps, { capacity: 2 });
  const earlier = await addGathering(deps);
  await addEncounter(deps, earlier, [met, stays], { metAt: new Date('2025-11-02T00:00:00Z') });
  await addEncounter(deps, earlier, [legal, stays], { metAt: new Date('2025-11-01T23:59:59Z') });
  const invited = await addInvitations(deps, gathering, people);
  const [leaving = '', ...others] = invited.map((one) => one.id);
  for (const id of [leaving, ...others]) await give(deps, id, 'accepted');
  const order = [];
  for (let giver = leaving; order.length < 4; giver = order.at(-1) ?? '') {
    await give(deps, giver, 'declined');
    const promoted = await deps.db.select().from(mails).orderBy(asc(mails.id));
    order.push(promoted.at(-1)?.invitationId ?? '');
  }
  t.same(order, [others[3], others[2], others[1], others[4]]);
});

t.test('the mix is made around who runs the gathering too', async (t) => {
  const { deps } = await createDeps(t);
  const [host, ...guests] = await addPeople(deps, [
    { unit: 'Legal' },
    { unit: 'Sales' },
    { unit: 'Legal' },
    { unit: 'Research' },
  ]);
  const gathering = await addGathering(deps, { capacity: 1, hostId: host?.id ?? null });
  const ids = (await addInvitations(deps, gathering, guests)).map((one) => one.id);
  for (const id of ids) await give(deps, id, 'accepted');
  await give(deps, ids[0] ?? '', 'declined');
  t.match(await stateOf(deps, ids[2] ?? ''), { offeredUntil: KEPT });
});

t.test('who has left by the clocks of their own zone is passed over, and nobody sooner', async (t) => {
  const { deps, clock } = await createDeps(t);
  const [holder = '', early = '', late = ''] = await (async () => {
    const gathering = await addGathering(deps, { capacity: 1 });
    const lastDay = { unit: 'Sales', location: 'Porto', leftOn: '2026-11-03' };
    const guests = await addPeople(deps, [
      { unit: 'Sales', location: 'Porto' },
      { ...lastDay, timeZone: 'Pacific/Auckland' },
      { ...lastDay, timeZone: 'America/Lima' },
    ]);
    return (await addInvitations(deps, gathering, guests)).map((one) => one.id);
  })();
  for (const id of [holder, early, late]) await give(deps, id, 'accepted');
  clock.set('2026-11-02T12:00:00Z');
  await give(deps, holder, 'declined');
  t.match(await stateOf(deps, early), { offeredUntil: null }, 'it is the third in Auckland');
  t.match(await stateOf(deps, late), { offeredUntil: Date }, 'and still the second in Lima');
});

t.test('two who have met each other do not both come in when others wait', async (t) => {
  const { deps } = await createDeps(t);
  const people = await addPeople(deps, alike(4));
  const [, first, second] = people;
  if (!first || !second) throw new Error('four people');
  await addEncounter(deps, await addGathering(deps), [second, first], {
    metAt: new Date('2026-10-01T12:00:00Z'),
  });
  const gathering = await addGathering(deps, { capacity: 1 });
  const ids = (await addInvitations(deps, gathering, people)).map((one) => one.id);
  for (const id of ids) await give(deps, id, 'accepted');
  const promoted = await deps.db.transaction((tx) =>
    offerPlaces(tx, { ...gathering, capacity: 3 }, deps.now()),
  );
  t.same(promoted, [ids[1], ids[3]]);
});

t.test('a raised capacity offers as many places as it has, and none who have left', async (t) => {
  const { deps } = await createDeps(t);
  const ids = await invited(deps, 5, 1);
  for (const id of ids) await give(deps, id, 'accepted');
  const waiting = await stateOf(deps, ids[1] ?? '');
  await deps.db
    .update(people)
    .set({ leftOn: '2026-11-01' })
    .where(eq(people.id, waiting?.personId ?? ''));
  const raise = (capacity: number | null) =>
    deps.db.transaction(async (tx) => {
      const [row] = await tx.update(gatherings).set({ capacity }).returning();
      return row ? offerPlaces(tx, row, deps.now()) : [];
    });
  t.same((await raise(3)).sort(), [ids[2], ids[3]]);
  t.same(await raise(3), []);
  t.same(await raise(2), []);
  t.same(await raise(null), [ids[4]]);
});

t.test('a link answers for its invitation, and only a link for answering does', async (t) => {
  const { deps } = await createDeps(t);
  const [id = ''] = await invited(deps, 1, null);
  const links = (await issueTokens(deps.db, [id], deps.now())).get(id);
  const by = (token = '') =>
    deps.db.transaction((tx) =>
      answer(tx, { key: { tokenHash: hashToken(token) }, answer: 'accepted' }, deps.now()),
    );
  t.same(await by('nothing'), { outcome: 'unknown' });
  t.same(await by(links?.unsubscribe), { outcome: 'unknown' });
  t.match(await by(links?.answer), { outcome: 'recorded', link: { invitation: { id } } });
});

t.test('nothing is answered once the gathering has begun, is cancelled or closed', async (t) => {
  const { deps, clock } = await createDeps(t);
  const [id = ''] = await invited(deps, 1, null);
  await deps.db.update(gatherings).set({ status: 'cancelled' });
  t.match(await give(deps, id, 'accepted'), { outcome: 'cancelled' });
  await deps.db.update(gatherings).set({ status: 'closed' });
  t.same(await give(deps, id, 'accepted'), { outcome: 'over' });
  await deps.db.update(gatherings).set({ status: 'scheduled' });
  clock.set('2026-12-03T11:00:00Z');
  t.same(await give(deps, id, 'accepted'), { outcome: 'over' });
  t.match(await stateOf(deps, id), { answer: 'none', answeredAt: null });
  clock.set('2026-12-03T10:59:59.999Z');
  t.match(await give(deps, id, 'accepted'), { outcome: 'recorded' });
});

t.test('declines and acceptances at once neither oversell nor leave a place empty', async (t) => {
  const { deps } = await createDeps(t);
  const ids = await invited(deps, 60, 20);
  for (const id of ids) await give(deps, id, 'accepted');
  await Promise.all(ids.map((id, i) => give(deps, id, i % 3 === 0 ? 'declined' : 'accepted')));
  const rows = await deps.db.select().from(invitations).orderBy(asc(invitations.id));
  const taken = rows.filter((row) => row.answer === 'accepted' || row.offeredUntil !== null);
  t.equal(taken.length, 20);
  t.equal(rows.filter((row) => row.answer === 'declined').length, 20);
  t.equal(rows.filter((row) => row.answer === 'waitlisted' && row.offeredUntil === null).length, 20);
});
