import { asc } from 'drizzle-orm';
import t from 'tap';

import { people } from '../../src/db/schema/index.ts';
import { audienceCondition, eligibleCondition } from '../../src/gatherings/audience.ts';
import { addPeople } from '../fixtures/add-rows.ts';
import { createDeps } from '../fixtures/create-app.ts';

/** Two days in Nairobi: from the evening of the third, in UTC still the third, to the morning of the fourth. */
const GATHERING = {
  hostId: null,
  seriesId: null,
  startLocal: '2026-12-03T22:00:00',
  timeZone: 'Africa/Nairobi',
  endsAt: new Date('2026-12-04T06:00:00Z'),
};

t.test('an audience is everybody, or the union of what it names', async (t) => {
  const { deps } = await createDeps(t);
  const [ana] = await addPeople(deps, [
    { name: 'Ana', unit: 'Legal', location: 'Lima' },
    { name: 'Ben', unit: 'Legal', location: 'Porto' },
    { name: 'Caro', unit: 'Sales', location: 'Porto' },
    { name: 'Dan', unit: 'Sales', location: 'Nairobi' },
  ]);
  const named = async (audience: Parameters<typeof audienceCondition>[0]) => {
    const rows = await deps.db
      .select()
      .from(people)
      .where(audienceCondition(audience))
      .orderBy(asc(people.name));
    return rows.map(({ name }) => name);
  };
  t.same(await named({ everyone: true }), ['Ana', 'Ben', 'Caro', 'Dan']);
  t.same(await named({ units: ['Legal'] }), ['Ana', 'Ben']);
  t.same(await named({ locations: ['Porto', 'Nairobi'] }), ['Ben', 'Caro', 'Dan']);
  t.same(await named({ units: ['Sales'], personIds: [ana?.id ?? ''] }), ['Ana', 'Caro', 'Dan']);
  t.same(await named({}), []);
});

t.test('nobody is eligible who has left, is paused or is away on a day of the gathering', async (t) => {
  const { deps } = await createDeps(t);
  const cases: [name: string, fields: object, eligible: boolean][] = [
    ['here', {}, true],
    ['left on the last day', { leftOn: '2026-12-04' }, false],
    ['leaves the day after', { leftOn: '2026-12-05' }, true],
    ['paused to the day before', { pausedUntil: '2026-12-02' }, true],
    ['paused to the first day', { pausedUntil: '2026-12-03' }, false],
    ['away before', { awayFrom: '2026-11-20', awayUntil: '2026-12-02' }, true],
    ['away to the first day', { awayFrom: '2026-11-20', awayUntil: '2026-12-03' }, false],
    ['away from the last day', { awayFrom: '2026-12-04', awayUntil: '2026-12-20' }, false],
    ['away after', { awayFrom: '2026-12-05', awayUntil: '2026-12-20' }, true],
    ['away with no end', { awayFrom: '2026-12-01' }, false],
    ['away with no beginning', { awayUntil: '2026-12-10' }, false],
    ['back long ago', { awayUntil: '2026-11-10' }, true],
  ];
  await addPeople(
    deps,
    cases.map(([name, fields]) => ({ name, ...fields })),
  );
  const rows = await deps.db.select().from(people).where(eligibleCondition(GATHERING));
  t.same(
    rows.map(({ name }) => name).sort(),
    cases.flatMap(([name, , eligible]) => (eligible ? [name] : [])).sort(),
  );
});

t.test('a gathering that ends at midnight does not touch the next day', async (t) => {
  const { deps } = await createDeps(t);
  await addPeople(deps, [{ leftOn: '2026-12-04' }]);
  const untilMidnight = { ...GATHERING, endsAt: new Date('2026-12-03T21:00:00Z') };
  t.equal((await deps.db.select().from(people).where(eligibleCondition(untilMidnight))).length, 1);
});
