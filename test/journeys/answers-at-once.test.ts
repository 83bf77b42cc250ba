import { asc } from 'drizzle-orm';
import t, { type Test } from 'tap';

import { buildApp } from '../../src/app.ts';
import { invitations, mails } from '../../src/db/schema/index.ts';
import { issueTokens } from '../../src/invitations/issue-tokens.ts';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';

const GUESTS = 200;
const PLACES = 50;

/** So many people between whom the mix makes no difference: order of arrival decides. */
const alike = (count: number) => Array.from({ length: count }, () => ({ unit: 'Sales', location: 'Porto' }));

const answerAt = async (link: string, answer: string) => {
  const response = await fetch(link, { method: 'POST', body: new URLSearchParams({ answer }) });
  return { status: response.status, page: await response.text() };
};

async function twoServers(t: Test) {
  const { app, deps } = await createApp(t);
  const twin = await buildApp(deps);
  t.teardown(() => twin.close());
  const servers = [
    await app.listen({ port: 0, host: '127.0.0.1' }),
    await twin.listen({ port: 0, host: '127.0.0.1' }),
  ];
  return { deps, servers };
}

t.test(
  '200 answers at once through two servers fill 50 places and queue 150 in order of arrival',
  async (t) => {
    const { deps, servers } = await twoServers(t);
    const gathering = await addGathering(deps, { capacity: PLACES });
    const invited = await addInvitations(deps, gathering, await addPeople(deps, alike(GUESTS)));
    const tokens = await issueTokens(
      deps.db,
      invited.map((one) => one.id),
      deps.now(),
    );
    const linkOf = (id: string, i: number) => `${servers[i % servers.length]}/r/${tokens.get(id)?.answer}`;

    const answers = await Promise.all(invited.map((one, i) => answerAt(linkOf(one.id, i), 'accepted')));

    t.ok(answers.every(({ status }) => status === 200));
    t.equal(answers.filter(({ page }) => page.includes('You are coming.')).length, PLACES);
    t.equal(
      answers.filter(({ page }) => page.includes('You are on the waiting list.')).length,
      GUESTS - PLACES,
    );
    const inOrder = () => deps.db.select().from(invitations).orderBy(asc(invitations.waitlistNumber));
    const rows = await inOrder();
    t.equal(rows.filter((row) => row.answer === 'accepted').length, PLACES);
    const waiting = rows.filter((row) => row.answer === 'waitlisted');
    t.equal(waiting.length, GUESTS - PLACES);
    t.same(
      waiting.map((row) => row.waitlistNumber),
      waiting.map((_, i) => i + 1),
      'one place in the queue for each, none missing',
    );
    t.same(await deps.db.select().from(mails), []);

    const leaving = rows.filter((row) => row.answer === 'accepted').slice(0, 20);
    const declined = await Promise.all(leaving.map((row, i) => answerAt(linkOf(row.id, i), 'declined')));
    t.ok(declined.every(({ status, page }) => status === 200 && page.includes('You are not coming.')));

    const after = await inOrder();
    t.equal(after.filter((row) => row.answer === 'accepted').length, PLACES - 20);
    const offered = after.filter((row) => row.offeredUntil !== null).map((row) => row.id);
    t.same(
      offered,
      waiting.slice(0, 20).map((row) => row.id),
      'the first 20 in the queue are offered the places',
    );
    const offers = await deps.db.select().from(mails);
    t.same(
      offers.map((mail) => mail.invitationId).sort(),
      waiting
        .slice(0, 20)
        .map((row) => row.id)
        .sort(),
      'and each of them is owed one mail',
    );

    const everybody = rows.filter((row) => !leaving.includes(row));
    await Promise.all(everybody.map((row, i) => answerAt(linkOf(row.id, i), 'accepted')));
    const settled = await inOrder();
    t.equal(settled.filter((row) => row.answer === 'accepted').length, PLACES);
    t.ok(settled.filter((row) => offered.includes(row.id)).every((row) => row.leftWaitlist === 'accepted'));
  },
);

t.test(
  'places given back at once through two servers go to those who mix the room, not to the first',
  async (t) => {
    const { deps, servers } = await twoServers(t);
    const gathering = await addGathering(deps, { capacity: 20 });
    const sales = await addPeople(deps, alike(40));
    const others = await addPeople(
      deps,
      Array.from({ length: 20 }, (_, i) => ({ unit: `Unit ${i}`, location: `Place ${i}` })),
    );
    const invited = await addInvitations(deps, gathering, [...sales, ...others]);
    const ids = invited.map((one) => one.id);
    const tokens = await issueTokens(deps.db, ids, deps.now());
    const answer = (i: number, wanted: string) =>
      answerAt(`${servers[i % 2]}/r/${tokens.get(ids[i] ?? '')?.answer}`, wanted);
    for (const i of ids.keys()) await answer(i, 'accepted');

    // 20 of Sales hold the places, 20 of Sales and then 20 others wait: 15 of the first and 5 of the queue leave.
    const leaving = [...Array(15).keys(), 20, 21, 22, 23, 24];
    const answers = await Promise.all(leaving.map((i) => answer(i, 'declined')));

    t.ok(answers.every(({ status }) => status === 200));
    const rows = await deps.db.select().from(invitations);
    const taken = rows.filter((row) => row.answer === 'accepted' || row.offeredUntil !== null);
    const accepted = new Set(taken.map((row) => row.personId));
    t.equal(accepted.size, 20);
    t.equal(sales.filter((person) => accepted.has(person.id)).length, 5, 'those who stay');
    t.equal(others.filter((person) => accepted.has(person.id)).length, 15, 'one for each place');
    t.equal((await deps.db.select().from(mails)).length, 15);
  },
);
