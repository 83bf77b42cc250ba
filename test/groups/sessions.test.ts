import t, { type Test } from 'tap';
import { doNotMatch } from '../../src/db/schema/index.ts';
import type { FormatName } from '../../src/gatherings/formats/format.ts';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';

type Rounds = {
  rounds: { number: number; tables: { number: number; seats: string[]; hostId: string | null }[] }[];
  relaxed: unknown[];
};

/** So many people who accepted a gathering of this format. */
async function scene(t: Test, format: FormatName, count: number) {
  const app = await createApp(t);
  const gathering = await addGathering(app.deps, { format, durationMinutes: 90 });
  const staff = await addPeople(
    app.deps,
    Array.from({ length: count }, (_, i) => ({
      unit: `Unit ${i % 4}`,
      location: `Place ${i % 3}`,
      offers: [`Topic ${i % 4}`],
      asks: [`topic ${(i + 1) % 4}`],
    })),
  );
  await addInvitations(app.deps, gathering, staff, { answer: 'accepted', answeredAt: app.deps.now() });
  const url = `/api/v1/gatherings/${gathering.id}`;
  const form = (body: object) => app.call('POST', `${url}/rounds`, body);
  return { ...app, gathering, staff, url, form };
}

const hostsOf = ({ rounds }: Rounds) => rounds.map(({ tables }) => tables.map(({ hostId }) => hostId));

t.test('a world café: hosts are named or drawn, stay in every round, and at the bell', async (t) => {
  const { call, staff, url, form } = await scene(t, 'world-cafe', 20);
  const [ana, ben] = staff;
  const named = { tableHostIds: [ana?.id, ben?.id] };
  const made = await form({ tableSize: 5, rounds: 3, seed: 4, ...named });
  t.equal(made.statusCode, 201);
  const plan = made.json<Rounds>();
  const [hosts] = hostsOf(plan);
  t.strictSame(hosts?.slice(0, 2), [ana?.id, ben?.id]);
  t.equal(new Set(hosts).size, 4);
  t.strictSame(hostsOf(plan), [hosts, hosts, hosts]);
  for (const { tables } of plan.rounds)
    for (const { seats, hostId } of tables) t.ok(seats.includes(hostId ?? ''));
  for (const { id } of staff) {
    const path = plan.rounds.map(({ tables }) => tables.find(({ seats }) => seats.includes(id))?.number);
    t.equal(new Set(path).size, hosts?.includes(id) ? 1 : 3, 'hosts stay, the others never come back');
  }
  t.same((await call('GET', `${url}/rounds`)).json(), plan);

  // By hand only those move who are no hosts.
  const move = (personId: string | undefined, table: number) =>
    call('PATCH', `${url}/rounds/2`, { personId, table });
  t.match((await move(ana?.id, 2)).json(), { status: 422, errors: [{ pointer: '/personId' }] });
  const mover = staff.find(({ id }) => !hosts?.includes(id));
  t.equal((await move(mover?.id, 2)).statusCode, 200);

  // At the bell the host of table 2 is away: one of that table takes the place, the others stay.
  const here = staff.filter(({ id }) => id !== ben?.id);
  for (const { id } of here)
    t.equal((await call('POST', `${url}/check-ins`, { personId: id })).statusCode, 201);
  const bell = { tableSize: 5, rounds: 3, from: 'checked-in', roundsDone: 1 };
  const again = (await form(bell)).json<Rounds>();
  t.strictSame(again.rounds[0]?.tables, plan.rounds[0]?.tables, 'what took place stays');
  const later = hostsOf(again)[1] ?? [];
  t.strictSame([later[0], ...later.slice(2)], [hosts?.[0], ...(hosts?.slice(2) ?? [])]);
  t.ok(plan.rounds[0]?.tables[1]?.seats.includes(later[1] ?? ''));
  t.strictSame(hostsOf(again)[2], later);

  t.match((await form({ ...bell, ...named })).json(), { errors: [{ pointer: '/tableHostIds' }] });
  const five = { tableHostIds: here.slice(0, 5).map(({ id }) => id) };
  t.match((await form({ tableSize: 5, rounds: 3, ...five })).json(), {
    status: 422,
    errors: [{ pointer: '/tableHostIds' }],
  });
  const [stranger] = await addPeople((await createApp(t)).deps, 1);
  t.match((await form({ tableSize: 5, rounds: 3, tableHostIds: [stranger?.id] })).json(), {
    status: 422,
    errors: [{ pointer: '/tableHostIds' }],
  });
});

t.test('a knowledge café has no hosts, and nobody can be named one', async (t) => {
  const { staff, form } = await scene(t, 'knowledge-cafe', 16);
  const made = (await form({ tableSize: 4, rounds: 3 })).json<Rounds>();
  t.strictSame(new Set(hostsOf(made).flat()), new Set([null]));
  t.match((await form({ tableSize: 4, rounds: 3, tableHostIds: [staff[0]?.id] })).json(), {
    status: 422,
    errors: [{ pointer: '/tableHostIds', message: /Only at a world café/ }],
  });
});

t.test('speed networking: pairs of other units first, then those who learn, nobody twice', async (t) => {
  const { staff, form } = await scene(t, 'speed-networking', 16);
  const { rounds } = (await form({ tableSize: 2, rounds: 5, seed: 9 })).json<Rounds>();
  const person = new Map(staff.map((one) => [one.id, one]));
  const pairs = rounds.map(({ tables }) =>
    tables.map(({ seats }) => seats.map((id) => person.get(id)).toSorted()),
  );
  t.equal(new Set(rounds.flatMap(({ tables }) => tables.map(({ seats }) => seats.join()))).size, 40);
  for (const [a, b] of pairs.slice(0, 3).flat()) t.not(a?.unit, b?.unit);
  const learns = (a = '', b = '') => a.toLowerCase() === b.toLowerCase();
  for (const [a, b] of pairs.slice(3).flat())
    t.ok(learns(a?.asks[0], b?.offers[0]) || learns(b?.asks[0], a?.offers[0]));
});

for (const [format, tableSize, rounds] of [
  ['world-cafe', 4, 3],
  ['knowledge-cafe', 4, 3],
  ['speed-networking', 2, 5],
  ['town-hall', 6, 1],
  ['coffee', 2, 1],
] as const)
  t.test(`who keeps from somebody never sits with them at a ${format}, and nobody is told`, async (t) => {
    const { call, deps, staff, url, form } = await scene(t, format, 16);
    const pairs = [
      [0, 1],
      [0, 4],
      [9, 2],
    ].map(([a, b]) => ({ personId: staff[a ?? 0]?.id ?? '', otherId: staff[b ?? 0]?.id ?? '' }));
    await deps.db.insert(doNotMatch).values(pairs.map((pair) => ({ ...pair, createdAt: deps.now() })));
    for (let seed = 0; seed < 8; seed++) {
      const made = await form({ tableSize, rounds, seed });
      t.equal(made.statusCode, 201);
      for (const { tables } of made.json<Rounds>().rounds)
        for (const { seats } of tables)
          for (const { personId, otherId } of pairs)
            t.notOk(seats.includes(personId) && seats.includes(otherId), `seed ${seed}`);
      t.notMatch(made.body, /apart|keep/i);
    }
    for (const { id } of staff) await call('POST', `${url}/check-ins`, { personId: id });
    const bell = await form({ tableSize, rounds, roundsDone: 0, from: 'checked-in' });
    for (const { tables } of bell.json<Rounds>().rounds)
      for (const { seats } of tables)
        for (const { personId, otherId } of pairs)
          t.notOk(seats.includes(personId) && seats.includes(otherId), 'at the bell neither');
  });

t.test('two who keep from each other and are alone at a table are not told of either', async (t) => {
  const { deps, staff, url, call, form } = await scene(t, 'coffee', 2);
  const [ana, ben] = staff;
  await deps.db
    .insert(doNotMatch)
    .values({ personId: ana?.id ?? '', otherId: ben?.id ?? '', createdAt: deps.now() });
  const made = await form({ tableSize: 2, rounds: 1 });
  t.strictSame(made.json<Rounds>().relaxed, []);
  t.notMatch((await call('GET', `${url}/rounds`)).body, /apart|keep/i);
});
