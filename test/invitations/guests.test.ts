import { asc } from 'drizzle-orm';
import t, { type Test } from 'tap';

import { keepTime } from '../../jobs/keep-time.ts';
import { type Gathering, invitations } from '../../src/db/schema/index.ts';
import { issueTokens } from '../../src/invitations/issue-tokens.ts';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';

type Guest = { name: string; email?: string };

async function open(t: Test, count: number, fields: Partial<Gathering>) {
  const parts = await createApp(t);
  const { app, deps, call } = parts;
  const gathering = await addGathering(deps, fields);
  const alike = Array.from({ length: count }, () => ({ unit: 'Sales', location: 'Porto' }));
  const invited = await addInvitations(deps, gathering, await addPeople(deps, alike));
  const tokens = await issueTokens(
    deps.db,
    invited.map(({ id }) => id),
    deps.now(),
  );
  const links = invited.map(({ id }) => `/r/${tokens.get(id)?.answer}`);
  const post = (i: number, answer: string, guests?: Guest[]) => {
    const form = new URLSearchParams({ answer });
    for (const [n, guest] of (guests ?? []).entries()) {
      form.set(`guest${n + 1}Name`, guest.name);
      form.set(`guest${n + 1}Email`, guest.email ?? '');
    }
    return app.inject({
      method: 'POST',
      url: links[i] ?? '',
      payload: form.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  };
  /** Each invitation's answer with the number of guests; an offer as such. */
  const standings = async () => {
    const rows = await deps.db.select().from(invitations).orderBy(asc(invitations.id));
    return rows.map(
      ({ answer, offeredUntil, guests }) => `${offeredUntil ? 'offered' : answer} +${guests.length}`,
    );
  };
  const listed = async () =>
    (await call('GET', `/api/v1/gatherings/${gathering.id}/invitations`)).json().items;
  return { ...parts, gathering, links, post, standings, listed };
}

t.test('who comes may bring as many as the gathering allows, and only then', async (t) => {
  const { app, links, post, standings, listed } = await open(t, 1, { guestsAllowed: 2 });
  t.equal((await app.inject(links[0] ?? '')).body.match(/<legend>/g)?.length, 2);
  await post(0, 'accepted', [
    { name: ' Zoë\u202e  Smith ', email: 'zoe@Example.ORG' },
    { name: '' },
    { name: 'Third' },
  ]);
  t.match((await listed())[0].guests, [
    { name: 'Zoë Smith', email: 'zoe@example.org' },
    { name: 'Third', email: null },
  ]);
  await post(0, 'accepted', [{ name: 'A' }, { name: 'B', email: 'no address' }, { name: 'C' }]);
  t.strictSame((await listed())[0].guests, [
    { name: 'A', email: null },
    { name: 'B', email: null },
  ]);
  await post(0, 'accepted');
  t.strictSame(await standings(), ['accepted +2'], 'a form that does not speak of guests changes none');
  await post(0, 'declined', [{ name: 'A' }]);
  t.strictSame(await standings(), ['declined +0']);

  const alone = await open(t, 1, {});
  await alone.post(0, 'accepted', [{ name: 'A' }]);
  t.strictSame(await alone.standings(), ['accepted +0']);
  t.notMatch((await alone.app.inject(alone.links[0] ?? '')).body, 'guest1Name');
});

t.test('guests take places, and the places that they leave are offered', async (t) => {
  const { post, standings } = await open(t, 4, { capacity: 4, guestsAllowed: 1 });
  await post(0, 'accepted', [{ name: 'A' }]);
  await post(1, 'accepted', [{ name: 'B' }]);
  await post(2, 'accepted', [{ name: 'C' }]);
  await post(3, 'accepted');
  t.strictSame(await standings(), ['accepted +1', 'accepted +1', 'waitlisted +1', 'waitlisted +0']);
  await post(0, 'accepted', [{ name: '' }]);
  t.strictSame(await standings(), ['accepted +0', 'accepted +1', 'waitlisted +1', 'offered +0']);
  const full = await post(0, 'accepted', [{ name: 'A' }]);
  t.match(full.body, /There is no place left for those whom you want to bring\./);
  t.strictSame(await standings(), ['accepted +0', 'accepted +1', 'waitlisted +1', 'offered +0']);
  await post(1, 'declined');
  t.strictSame(await standings(), ['accepted +0', 'declined +0', 'offered +1', 'offered +0']);
});

t.test('guests brought at once by everybody never oversell', async (t) => {
  const { post, deps } = await open(t, 30, { capacity: 20, guestsAllowed: 2 });
  const two = [{ name: 'A' }, { name: 'B' }];
  await Promise.all(Array.from({ length: 30 }, (_, i) => post(i, 'accepted', two)));
  const rows = await deps.db.select().from(invitations);
  const taken = rows.filter(({ answer }) => answer === 'accepted').map(({ guests }) => 1 + guests.length);
  const sum = taken.reduce((all, places) => all + places, 0);
  t.ok(sum <= 20);
  t.equal(sum, 20, 'and no place stays empty while people wait');
});

t.test('who waits is offered places for all together, and blocks no place that is too small', async (t) => {
  const { app, links, post, standings } = await open(t, 5, { capacity: 3, guestsAllowed: 1 });
  for (const i of [0, 1, 2]) await post(i, 'accepted');
  const waits = await post(3, 'accepted', [{ name: 'A' }]);
  t.match(waits.body, /Places for you and those whom you bring are offered together\./);
  await post(4, 'accepted');
  await post(0, 'declined');
  t.strictSame(
    await standings(),
    ['declined +0', 'accepted +0', 'accepted +0', 'waitlisted +1', 'offered +0'],
    'one place goes to the first whom it is enough for',
  );
  await post(1, 'declined');
  t.strictSame((await standings()).slice(3), ['waitlisted +1', 'offered +0'], 'one free place, two needed');
  await post(4, 'declined');
  t.strictSame((await standings()).slice(3), ['offered +1', 'declined +0']);
  t.match((await app.inject(links[3] ?? '')).body, /A place is kept for you\..*value="A"/s);
  await post(0, 'accepted');
  t.strictSame((await standings())[0], 'waitlisted +0', 'what is offered to a party is taken');
  await post(3, 'accepted');
  t.strictSame(await standings(), [
    'waitlisted +0',
    'declined +0',
    'accepted +0',
    'accepted +1',
    'declined +0',
  ]);
});

t.test('who waits and then brings nobody has the free place at once', async (t) => {
  const { post, standings } = await open(t, 3, { capacity: 2, guestsAllowed: 1 });
  await post(0, 'accepted');
  await post(1, 'accepted');
  await post(2, 'accepted', [{ name: 'A' }]);
  await post(0, 'declined');
  t.strictSame(await standings(), ['declined +0', 'accepted +0', 'waitlisted +1']);
  t.match((await post(2, 'accepted', [{ name: '' }])).body, /Thank you\. You are coming\./);
  t.strictSame(await standings(), ['declined +0', 'accepted +0', 'accepted +0']);
});

t.test('names of guests are forgotten two weeks after', async (t) => {
  const { clock, deps, post, standings } = await open(t, 1, { guestsAllowed: 1 });
  await post(0, 'accepted', [{ name: 'A' }]);
  clock.set('2026-12-17T11:45:00Z');
  await keepTime(deps);
  t.strictSame(await standings(), ['accepted +0']);
});
