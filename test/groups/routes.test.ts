import t from 'tap';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createApp, type TestApp } from '../fixtures/create-app.ts';

type RoundsBody = {
  rounds: { number: number; minutes: number; tables: { number: number; seats: string[]; why: string }[] }[];
  mix: { mixRatio: number; crossUnitShare: number; newPairShare: number; repeats: number };
};
const UNITS = ['Finance', 'Health', 'Legal', 'Field'];

/** Sixteen who accepted, four of each of four units, and one who declined. */
async function scene(app: TestApp) {
  const staff = await addPeople(
    app.deps,
    Array.from({ length: 16 }, (_, i) => ({
      unit: UNITS[i % 4] ?? '',
      location: i < 8 ? 'Nairobi' : 'Lima',
    })),
  );
  const decliners = await addPeople(app.deps, [{ unit: 'Finance' }]);
  const gathering = await addGathering(app.deps, { format: 'world-cafe', durationMinutes: 90 });
  const ids = staff.map((person) => person.id);
  await addInvitations(app.deps, gathering, staff, { answer: 'accepted', answeredAt: app.deps.now() });
  await addInvitations(app.deps, gathering, decliners, { answer: 'declined', answeredAt: app.deps.now() });
  return { ids, gathering, url: `/api/v1/gatherings/${gathering.id}` };
}

t.test(
  'two rounds of four units seat everybody once a round, nobody with a colleague or twice together',
  async (t) => {
    const app = await createApp(t);
    const { ids, url } = await scene(app);
    const response = await app.call('POST', `${url}/rounds`, { tableSize: 4, rounds: 2, seed: 7 });
    t.equal(response.statusCode, 201);
    const { rounds, mix } = response.json<RoundsBody>();
    t.equal(rounds.length, 2);
    for (const round of rounds) {
      t.equal(round.minutes, 20, 'a world café gives each round 20 minutes');
      t.same(
        round.tables.map((table) => table.seats.length),
        [4, 4, 4, 4],
      );
      t.same(round.tables.flatMap((table) => table.seats).sort(), ids.toSorted());
      t.ok(round.tables.every((table) => table.why.length > 0));
    }
    t.equal(mix.crossUnitShare, 1);
    t.equal(mix.repeats, 0);
    t.equal(mix.newPairShare, 1);

    const again = await app.call('GET', `${url}/rounds`);
    t.same(again.json<RoundsBody>(), response.json<RoundsBody>(), 'what was made is what is read');
  },
);

t.test('the same seed gives the same tables, and new tables replace the old', async (t) => {
  const app = await createApp(t);
  const { url } = await scene(app);
  const body = { tableSize: 4, rounds: 2, seed: 11 };
  const first = await app.call('POST', `${url}/rounds`, body);
  const other = await app.call('POST', `${url}/rounds`, { tableSize: 6, rounds: 1, seed: 3 });
  t.equal(other.json<RoundsBody>().rounds.length, 1);
  t.same((await app.call('GET', `${url}/rounds`)).json(), other.json());
  const second = await app.call('POST', `${url}/rounds`, body);
  t.same(second.json(), first.json());
});

t.test('tables made from check-ins seat those who came, walk-ins included', async (t) => {
  const app = await createApp(t);
  const { ids, url } = await scene(app);
  const [walkIn] = await addPeople(app.deps, [{ unit: 'Health' }]);
  const came = [...ids.slice(0, 5), walkIn?.id ?? ''];
  for (const personId of came) {
    t.equal((await app.call('POST', `${url}/check-ins`, { personId })).statusCode, 201);
  }
  const response = await app.call('POST', `${url}/rounds`, { tableSize: 3, rounds: 1, from: 'checked-in' });
  const [round] = response.json<RoundsBody>().rounds;
  t.same(round?.tables.flatMap((table) => table.seats).sort(), came.sort());
});

t.test('a second check-in answers 200 with the time of the first', async (t) => {
  const app = await createApp(t);
  const { ids, url } = await scene(app);
  const first = await app.call('POST', `${url}/check-ins`, { personId: ids[0] });
  app.clock.advance(60_000);
  const second = await app.call('POST', `${url}/check-ins`, { personId: ids[0] });
  t.equal(first.statusCode, 201);
  t.equal(second.statusCode, 200);
  t.same(second.json(), first.json());
  t.same(first.json(), { personId: ids[0], checkedInAt: '2026-11-02T08:00:00.000Z' });
});

t.test('ten check-ins of one person at once record one', async (t) => {
  const app = await createApp(t);
  const { ids, url } = await scene(app);
  const responses = await Promise.all(
    Array.from({ length: 10 }, () => app.call('POST', `${url}/check-ins`, { personId: ids[0] })),
  );
  const statuses = responses.map((response) => response.statusCode).sort();
  t.same(statuses, [200, 200, 200, 200, 200, 200, 200, 200, 200, 201]);
});

t.test('moving a seat answers with fresh figures, and only where there is a seat and a table', async (t) => {
  const app = await createApp(t);
  const { ids, url } = await scene(app);
  const made = await app.call('POST', `${url}/rounds`, { tableSize: 4, rounds: 1, seed: 7 });
  const [first, second] = made.json<RoundsBody>().rounds[0]?.tables ?? [];
  const mover = first?.seats[0];
  const moved = await app.call('PATCH', `${url}/rounds/1`, { personId: mover, table: 2 });
  t.equal(moved.statusCode, 200);
  const tables = moved.json<RoundsBody>().rounds[0]?.tables ?? [];
  t.same(tables[1]?.seats, [...(second?.seats ?? []), mover].sort());
  t.ok(moved.json<RoundsBody>().mix.crossUnitShare < made.json<RoundsBody>().mix.crossUnitShare);

  const noTable = await app.call('PATCH', `${url}/rounds/1`, { personId: mover, table: 9 });
  t.match(noTable.json(), { status: 422, code: 'impossible', errors: [{ pointer: '/table' }] });
  const [stranger] = await addPeople(app.deps, [{}]);
  const noSeat = await app.call('PATCH', `${url}/rounds/1`, { personId: stranger?.id, table: 1 });
  t.match(noSeat.json(), { status: 422, errors: [{ pointer: '/personId' }] });
  const noRound = await app.call('PATCH', `${url}/rounds/5`, { personId: ids[0], table: 1 });
  t.equal(noRound.statusCode, 404);
});

t.test('what cannot be seated is refused with the field, and the old tables stay', async (t) => {
  const app = await createApp(t);
  const { url } = await scene(app);
  const before = await app.call('POST', `${url}/rounds`, { tableSize: 4, rounds: 1, seed: 7 });
  const nobody = await app.call('POST', `${url}/rounds`, { tableSize: 4, rounds: 1, from: 'checked-in' });
  t.match(nobody.json(), { status: 422, errors: [{ pointer: '/from' }] });
  const tooSmall = await app.call('POST', `${url}/rounds`, { tableSize: 1, rounds: 1 });
  t.match(tooSmall.json(), { status: 400, errors: [{ pointer: '/tableSize' }] });
  const unknown = await app.call('POST', `${url}/check-ins`, {
    personId: '018f0000-0000-7000-8000-000000000000',
  });
  t.match(unknown.json(), { status: 422, errors: [{ pointer: '/personId' }] });
  t.same((await app.call('GET', `${url}/rounds`)).json(), before.json());
});

t.test('a cancelled gathering takes neither tables nor check-ins', async (t) => {
  const app = await createApp(t);
  const [person] = await addPeople(app.deps, [{}]);
  const { id } = await addGathering(app.deps, { status: 'cancelled' });
  const url = `/api/v1/gatherings/${id}`;
  const refused = { status: 409, code: 'gathering-not-open' };
  t.match((await app.call('POST', `${url}/check-ins`, { personId: person?.id })).json(), refused);
  t.match((await app.call('POST', `${url}/rounds`, { tableSize: 4, rounds: 1 })).json(), refused);
});
