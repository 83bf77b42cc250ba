import t from 'tap';
import type { Person } from '../../src/db/schema/index.ts';
import { addGathering, addPeople, addSession } from '../fixtures/add-rows.ts';
import { createApp, type TestApp } from '../fixtures/create-app.ts';
import { work } from '../fixtures/work.ts';

/** What the scene is known to hold. */
function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not in the scene');
  return value;
}

type Listed = {
  items: { id: string; who: { personId: string; name: string }; level: number; metAt: string }[];
};

/** People who came to a gathering, seated at tables of `tableSize` in one round. */
async function held(app: TestApp, count: number, tableSize: number, absent = 0) {
  const people = await addPeople(
    app.deps,
    Array.from({ length: count }, (_, i) => ({ unit: `Unit ${i % 3}` })),
  );
  const gathering = await addGathering(app.deps, {
    startsAt: new Date('2026-11-09T08:00:00Z'),
    endsAt: new Date('2026-11-09T08:45:00Z'),
  });
  const url = `/api/v1/gatherings/${gathering.id}`;
  app.clock.set('2026-11-09T08:05:00Z');
  for (const { id } of people) await app.call('POST', `${url}/check-ins`, { personId: id });
  await app.call('POST', `${url}/rounds`, { tableSize, rounds: 1, from: 'checked-in' });
  for (const { id } of people.slice(0, absent)) {
    await app.deps.sql`delete from check_ins where person_id = ${id}`;
  }
  return { people, gathering, url };
}

async function myEncounters(app: TestApp, person: Person | undefined) {
  const headers = await addSession(app.deps, there(person));
  const response = await app.app.inject({ method: 'GET', url: '/api/v1/me/encounters', headers });
  return { headers, items: response.json<Listed>().items };
}

t.test('closing records every pair of a table of six that came, and the figures', async (t) => {
  const app = await createApp(t);
  const { people, url } = await held(app, 6, 6, 1);
  const closed = await app.call('POST', `${url}/close`, {});
  t.equal(closed.statusCode, 202);
  t.same(closed.json(), { status: 'closing' });
  await work(app.deps);
  t.match((await app.call('GET', `${url}/outcome`)).json(), {
    status: 'closed',
    attended: 5,
    pairsMet: 10,
    newPairShare: 1,
    withheld: [],
  });
  const { items } = await myEncounters(app, people[1]);
  t.equal(items.length, 4);
  t.ok(items.every((item) => item.level === 2 && item.metAt === '2026-11-09T08:00:00.000Z'));
  t.same((await myEncounters(app, people[0])).items, [], 'who did not come met nobody');
});

t.test('a hall makes no encounter', async (t) => {
  const app = await createApp(t);
  const { url, people } = await held(app, 9, 9);
  await app.call('POST', `${url}/close`, {});
  await work(app.deps);
  t.match((await app.call('GET', `${url}/outcome`)).json(), { attended: 9, pairsMet: 0, newPairShare: null });
  t.same((await myEncounters(app, people[0])).items, []);
});

t.test('closing by ten callers at once, and the job run twice, record once', async (t) => {
  const app = await createApp(t);
  const { url, gathering } = await held(app, 6, 6);
  const responses = await Promise.all(Array.from({ length: 10 }, () => app.call('POST', `${url}/close`, {})));
  t.ok(responses.every((response) => response.statusCode === 202));
  const queued = await app.deps.sql`select 1 from outbox where name = 'record-encounters'`;
  t.equal(queued.length, 1);
  const { recordEncounters } = await import('../../src/encounters/record-encounters.ts');
  const runs = await Promise.all(
    Array.from({ length: 3 }, () =>
      app.deps.db.transaction((tx) => recordEncounters(tx, gathering.id, app.deps.now())),
    ),
  );
  t.same(runs.toSorted(), [15, null, null]);
  await work(app.deps);
  const [row] = await app.deps.sql`select count(*)::int as n from encounters`;
  t.equal(row?.n, 15);
  t.same((await app.call('POST', `${url}/close`, {})).json(), { status: 'closed' });
});

t.test('after closing nothing about the gathering changes any more', async (t) => {
  const app = await createApp(t);
  const { url, people } = await held(app, 6, 3);
  await app.call('POST', `${url}/close`, {});
  const refused = { status: 409, code: 'gathering-not-open' };
  t.match((await app.call('POST', `${url}/check-ins`, { personId: people[0]?.id })).json(), refused);
  t.match((await app.call('POST', `${url}/rounds`, { tableSize: 3, rounds: 1 })).json(), refused);
});

t.test('figures about fewer than five people are withheld', async (t) => {
  const app = await createApp(t);
  const { url } = await held(app, 4, 4);
  await app.call('POST', `${url}/close`, {});
  await work(app.deps);
  t.match((await app.call('GET', `${url}/outcome`)).json(), {
    attended: null,
    pairsMet: null,
    newPairShare: null,
    mixRatio: null,
    noShows: null,
    withheld: ['attended', 'noShows', 'pairsMet', 'newPairShare', 'mixRatio'],
  });
});

t.test('the next gathering knows who met: pairs are repeats, not new', async (t) => {
  const app = await createApp(t);
  const { url, people } = await held(app, 6, 6);
  await app.call('POST', `${url}/close`, {});
  await work(app.deps);
  const next = await addGathering(app.deps);
  const nextUrl = `/api/v1/gatherings/${next.id}`;
  for (const { id } of people) await app.call('POST', `${nextUrl}/check-ins`, { personId: id });
  const formed = await app.call('POST', `${nextUrl}/rounds`, { tableSize: 6, rounds: 1, from: 'checked-in' });
  t.match(formed.json(), { mix: { newPairShare: 0, repeats: 15 } });
});

t.test('either person strikes out an encounter and the other sees no trace', async (t) => {
  const app = await createApp(t);
  const { url, people } = await held(app, 6, 6);
  await app.call('POST', `${url}/close`, {});
  await work(app.deps);
  const [ana, ben] = people;
  const mine = await myEncounters(app, ana);
  const withBen = mine.items.find((item) => item.who.personId === ben?.id);
  const strike = (headers: { cookie: string }) =>
    app.app.inject({ method: 'DELETE', url: `/api/v1/me/encounters/${withBen?.id}`, headers });

  const [carla] = people.slice(2);
  t.equal((await strike(await addSession(app.deps, there(carla)))).statusCode, 404, 'not theirs');
  t.equal((await strike(mine.headers)).statusCode, 204);
  t.equal((await strike(mine.headers)).statusCode, 404, 'it is gone');
  const his = await myEncounters(app, ben);
  t.equal(his.items.length, 4);
  t.notOk(his.items.some((item) => item.who.personId === ana?.id));
});

t.test('no key opens anybody’s encounters, not even an admin’s', async (t) => {
  const app = await createApp(t);
  t.match((await app.call('GET', '/api/v1/me/encounters')).json(), { status: 403, code: 'forbidden' });
  const id = '018f0000-0000-7000-8000-000000000000';
  t.equal((await app.call('DELETE', `/api/v1/me/encounters/${id}`)).statusCode, 403);
});

t.test('a gathering of somebody else is not there to close or to look at', async (t) => {
  const app = await createApp(t);
  const { gathering } = await held(app, 6, 6);
  const [stranger] = await addPeople(app.deps, [{}]);
  const headers = await addSession(app.deps, there(stranger));
  const url = `/api/v1/gatherings/${gathering.id}`;
  t.equal(
    (await app.app.inject({ method: 'POST', url: `${url}/close`, payload: {}, headers })).statusCode,
    404,
  );
  t.equal((await app.app.inject({ method: 'GET', url: `${url}/outcome`, headers })).statusCode, 404);
});

t.test('listing one or three encounters takes the same number of queries', async (t) => {
  const app = await createApp(t);
  const counts: number[] = [];
  for (const size of [2, 4]) {
    const { url, people } = await held(app, size, size);
    await app.call('POST', `${url}/close`, {});
    await work(app.deps);
    const headers = await addSession(app.deps, there(people[0]));
    app.queries.length = 0;
    const response = await app.app.inject({ method: 'GET', url: '/api/v1/me/encounters', headers });
    t.equal(response.json<Listed>().items.length, size - 1);
    counts.push(app.queries.length);
  }
  t.same(counts, [2, 2]);
});
