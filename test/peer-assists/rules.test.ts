import t from 'tap';

import { expertiseIn } from '../../src/peer-assists/expertise.ts';
import { actionsAskedAt, actionsDueOn, outcomesAskedAt } from '../../src/peer-assists/follow-up-days.ts';
import { splitPanel } from '../../src/peer-assists/split-panel.ts';
import { addWorkingDays } from '../../src/peer-assists/working-days.ts';

const near = (offers: string[], practice: string) => expertiseIn({ practice, level: 2 })({ offers }).offer;

t.test('offers come near a practice by their words, whatever their order, endings and accents', async (t) => {
  t.equal(near(['Cooking', 'Migrating data'], 'Data migration'), 'Migrating data');
  t.equal(near(['gestion de données'], 'Gestion des données'), 'gestion de données');
  t.equal(near(['Données'], 'donnees'), 'Données');
  t.equal(near(['ترحيل البيانات'], 'ترحيل البيانات'), 'ترحيل البيانات');
  t.equal(near(['Cooking', 'Sales'], 'Data migration'), null);
  t.equal(near(['The history of salt'], 'of the'), null);
  t.equal(near(['Databases'], 'Date pickers in forms'), null);
  t.equal(near([], 'Data migration'), null);
});

t.test('a unit that is ahead counts as well, two levels as much as helps', async (t) => {
  const value = (unitLevel: number | null, level: number | null = 2) =>
    expertiseIn({ practice: 'Data migration', level })({ offers: [], unitLevel }).value;
  t.strictSame([value(null), value(1), value(2), value(3), value(4), value(5)], [0, 0, 0, 0.15, 0.3, 0.3]);
  t.equal(value(5, null), 0);
  t.equal(
    expertiseIn({ practice: 'data migration', level: 2 })({ offers: ['Data migration'], unitLevel: 5 }).value,
    1,
  );
});

t.test('working days are Monday to Friday', async (t) => {
  t.equal(addWorkingDays('2026-11-19', 1), '2026-11-20');
  t.equal(addWorkingDays('2026-11-20', 1), '2026-11-23');
  t.equal(addWorkingDays('2026-11-21', 1), '2026-11-23');
  t.equal(addWorkingDays('2026-11-19', 10), '2026-12-03');
});

t.test(
  'questions to the host come in the morning of the place where it was held, across a change of clocks',
  async (t) => {
    const held = { endsAt: new Date('2026-10-16T15:00:00Z'), timeZone: 'Europe/Lisbon' };
    t.equal(actionsDueOn(held), '2026-10-30');
    t.strictSame(
      actionsAskedAt(held).map(({ dueAt }) => dueAt.toISOString()),
      ['2026-10-19T08:00:00.000Z', '2026-10-23T08:00:00.000Z', '2026-10-30T09:00:00.000Z'],
    );
    t.strictSame(
      outcomesAskedAt(held).map(({ occasion, dueAt }) => [occasion, dueAt.toISOString()]),
      [
        ['30-days', '2026-11-15T09:00:00.000Z'],
        ['90-days', '2027-01-14T09:00:00.000Z'],
      ],
    );
    t.equal(
      actionsDueOn({ ...held, endsAt: new Date('2026-10-16T23:00:00Z') }),
      '2026-10-30',
      'ends at midnight',
    );
  },
);

t.test('up to eight are one group; more are two that differ by one at most and mix units', async (t) => {
  const panel = (count: number) =>
    Array.from({ length: count }, (_, i) => ({
      id: `p${i}`,
      unit: `unit ${i >> 1}`,
      location: `l${i % 3}`,
      grade: null,
    }));
  for (let count = 1; count <= 12; count++) {
    const people = panel(count);
    const groups = splitPanel(people, { seed: 3, today: '2026-11-02' });
    const sizes = [1, 2].map((group) => [...groups.values()].filter((one) => one === group).length);
    t.strictSame(sizes, count <= 8 ? [count, 0] : [Math.ceil(count / 2), Math.floor(count / 2)]);
    if (count <= 8) continue;
    const together = people.filter(({ id, unit }) =>
      people.some(
        (other) => other.id !== id && other.unit === unit && groups.get(other.id) === groups.get(id),
      ),
    );
    t.strictSame(together, [], 'nobody is grouped with their own unit');
  }
});
