import t from 'tap';
import { LONG_FROM_PEOPLE } from '../../src/engine/engine.ts';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createApp, type TestApp } from '../fixtures/create-app.ts';

type RoundsBody = {
  rounds: {
    number: number;
    minutes: number;
    tables: { number: number; seats: string[]; hostId: string | null; why: string }[];
  }[];
  mix: { mixRatio: number; crossUnitShare: number; newPairShare: number; repeats: number };
  limits: Record<string, number> | null;
  relaxed: { rule: string; why: string; needed: string }[];
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
  const mover = first?.seats.find((id) => id !== first.hostId);
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

t.test(
  'what no plan can beat is told with the tables, when they are made and when they are read',
  async (t) => {
    const app = await createApp(t);
    const { url } = await scene(app);
    const made = await app.call('POST', `${url}/rounds`, { tableSize: 4, rounds: 2, seed: 7 });
    const limits = {
      roundsWithoutRepeatMax: 5,
      forcedRepeatsMin: 0,
      newPairShareMax: 1,
      crossUnitShareMax: 1,
      crossLocationShareMax: 2 / 3,
    };
    t.same(made.json<RoundsBody>().limits, limits);
    t.same(made.json<RoundsBody>().relaxed, []);
    t.same((await app.call('GET', `${url}/rounds`)).json<RoundsBody>().limits, limits);
  },
);

t.test('at the bell the rounds that took place stay, and of the others as many tables as can', async (t) => {
  const app = await createApp(t);
  const { ids, url } = await scene(app);
  const asked = { tableSize: 4, rounds: 3, seed: 7 };
  const planned = (await app.call('POST', `${url}/rounds`, asked)).json<RoundsBody>();
  const [walkIn] = await addPeople(app.deps, [{ unit: 'Sales', location: 'Oslo' }]);
  const [table] = planned.rounds[1]?.tables ?? [];
  const missing = table?.seats.find((id) => id !== table.hostId);
  const here = [...ids.filter((id) => id !== missing), walkIn?.id ?? ''];
  for (const personId of here) await app.call('POST', `${url}/check-ins`, { personId });
  const bell = { ...asked, from: 'checked-in', roundsDone: 1 };
  const response = await app.call('POST', `${url}/rounds`, bell);
  t.equal(response.statusCode, 201);
  const { rounds, tablesKept, limits } = response.json<RoundsBody & { tablesKept: number }>();
  t.same(rounds[0], planned.rounds[0], 'the round that took place');
  for (const round of rounds.slice(1))
    t.same(round.tables.flatMap((table) => table.seats).sort(), here.sort());
  const before = planned.rounds
    .slice(1)
    .flatMap((round) => round.tables.map(({ seats }) => `${round.number} ${seats}`));
  const kept = rounds
    .slice(1)
    .flatMap((round) => round.tables.map(({ seats }) => `${round.number} ${seats}`));
  t.equal(kept.filter((table) => before.includes(table)).length, 6, 'all but one table a round');
  t.equal(tablesKept, 6);
  t.equal(limits, null, 'no bound for rounds of different people');
  const { tablesKept: _, ...told } = response.json<RoundsBody & { tablesKept: number }>();
  t.same((await app.call('GET', `${url}/rounds`)).json(), told);
});

t.test('tables are kept only where there are any, in as many rounds as there are', async (t) => {
  const app = await createApp(t);
  const { url } = await scene(app);
  const ask = (body: object) => app.call('POST', `${url}/rounds`, { tableSize: 4, rounds: 2, ...body });
  t.match((await ask({ roundsDone: 0 })).json(), { status: 422, errors: [{ pointer: '/roundsDone' }] });
  t.equal((await ask({})).statusCode, 201);
  t.match((await ask({ rounds: 3, roundsDone: 0 })).json(), {
    status: 422,
    errors: [{ pointer: '/rounds' }],
  });
  t.match((await ask({ roundsDone: 3 })).json(), { status: 422, errors: [{ pointer: '/rounds' }] });
  t.equal((await ask({ roundsDone: 2 })).json<{ tablesKept: number }>().tablesKept, 0);
});

t.test('a coffee keeps people from their own manager, and says where it cannot', async (t) => {
  const app = await createApp(t);
  const { deps } = app;
  const meet = async (people: Parameters<typeof addPeople>[1]) => {
    const gathering = await addGathering(deps, { format: 'coffee', durationMinutes: 30 });
    const staff = await addPeople(deps, people);
    await addInvitations(deps, gathering, staff, { answer: 'accepted', answeredAt: deps.now() });
    const url = `/api/v1/gatherings/${gathering.id}/rounds`;
    const response = await app.call('POST', url, { tableSize: 2, rounds: 1 });
    t.equal(response.statusCode, 201);
    t.same((await app.call('GET', url)).json(), response.json());
    return { staff, plan: response.json<RoundsBody>() };
  };
  const alike = { unit: 'Legal', location: 'Lima' };
  const { staff, plan } = await meet([
    { ...alike, email: 'boss@example.org' },
    { ...alike, managerEmail: 'Boss@example.org' },
    { unit: 'Sales', location: 'Oslo', managerEmail: 'boss@example.org' },
    { unit: 'Legal', location: 'Lima' },
  ]);
  t.same(plan.relaxed, []);
  const withBoss = plan.rounds[0]?.tables.find((table) => table.seats.includes(staff[0]?.id ?? ''));
  t.same(withBoss?.seats, [staff[0]?.id, staff[3]?.id]);
  const pair = await meet([{ email: 'chief@example.org' }, { managerEmail: 'chief@example.org' }]);
  t.match(pair.plan.relaxed, [
    { rule: 'notOwnManager', tables: [{ round: 1, table: 1, people: pair.staff.map(({ id }) => id) }] },
  ]);
});

t.test('tables for many are made on another thread and stored as they were made', async (t) => {
  const app = await createApp(t);
  const gathering = await addGathering(app.deps, { format: 'world-cafe', durationMinutes: 90 });
  const people = await addPeople(app.deps, LONG_FROM_PEOPLE);
  await addInvitations(app.deps, gathering, people, { answer: 'accepted', answeredAt: app.deps.now() });
  const url = `/api/v1/gatherings/${gathering.id}/rounds`;
  const made = await app.call('POST', url, { tableSize: 5, rounds: 1 });
  t.equal(made.statusCode, 201);
  t.equal(made.json<RoundsBody>().rounds[0]?.tables.length, LONG_FROM_PEOPLE / 5);
  t.same((await app.call('GET', url)).json(), made.json());
  t.match(
    (await app.call('POST', url, { tableSize: 5, rounds: 1, roundsDone: 1, from: 'checked-in' })).json(),
    {
      status: 422,
      errors: [{ pointer: '/from' }],
    },
  );
});
