import fc from 'fast-check';
import t from 'tap';
import { type FormInput, formRounds, type MixPerson } from '../../src/mixing/index.ts';
import { seededRandom, shuffle } from '../../src/mixing/random.ts';
import { plainSums } from '../fixtures/plain-sums.ts';

const random = seededRandom(21);
const room = (count: number): MixPerson[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `p${i}`,
    unit: `u${random.below(4)}`,
    location: `l${random.below(3)}`,
    grade: `g${random.below(3)}`,
    senior: random.below(4) === 0,
  }));
const meetings = (count: number, people: number) =>
  Array.from({ length: count }, () => ({
    a: `p${random.below(people)}`,
    b: `p${random.below(people)}`,
    metOn: ['2026-05-01', '2025-09-01', '2024-05-01'][random.below(3)] as string,
  }));
const question = (people: number, more: Partial<FormInput>): FormInput => ({
  people: room(people),
  history: meetings(people, people),
  tableSize: 3,
  rounds: 1,
  seed: 1,
  today: '2026-06-01',
  ...more,
});

/** The same people under other names and in another order. */
function relabelled(input: FormInput, seed: number): FormInput {
  const order = shuffle([...input.people], seededRandom(seed));
  const name = new Map(order.map(({ id }, k) => [id, `q${k}`]));
  const renamed = (id: string) => name.get(id) as string;
  return {
    ...input,
    people: order.map((person) => ({ ...person, id: renamed(person.id) })),
    history: [...input.history].map(({ a, b, metOn }) => ({ a: renamed(a), b: renamed(b), metOn })),
  };
}

t.test('other names and another order of the people give a plan as good', async () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 4, max: 12 }),
      fc.integer({ min: 1, max: 2 }),
      fc.nat(),
      (count, rounds, seed) => {
        const input = question(count, { rounds: count > 8 ? 1 : rounds });
        const other = relabelled(input, seed);
        const [one, two] = [input, other].map((each) => plainSums(each, formRounds(each).rounds));
        return JSON.stringify(one) === JSON.stringify(two);
      },
    ),
    { numRuns: 12 },
  );
});

t.test('whenever it is stopped it gives a whole plan', async (t) => {
  for (const asked of [0, 1, 3, 10, 40]) {
    let left = asked;
    const stop = () => left-- <= 0;
    for (const people of [30, 1_100]) {
      left = asked;
      const { rounds } = formRounds(question(people, { tableSize: 4, rounds: 2, budget: { stop } }));
      for (const { tables } of rounds) {
        t.equal(new Set(tables.flatMap(({ seats }) => seats)).size, people);
        t.ok(tables.every(({ seats }) => seats.length === 4 || seats.length === 3));
      }
    }
  }
});

t.test('the same seed and steps give the same plan, and so does a stop that never comes', async (t) => {
  const input = question(40, { tableSize: 5, rounds: 3, budget: { steps: 50_000 } });
  const once = formRounds(input);
  t.same(formRounds(input), once);
  t.same(formRounds({ ...input, budget: { steps: 50_000, stop: () => false } }), once);
  t.notSame(formRounds({ ...input, seed: 2 }).rounds, once.rounds);
});

t.test('so many repeats as must be are the oldest there are', async (t) => {
  const people = room(4).map((person) => ({ ...person, senior: false, unit: person.id }));
  const days = {
    p0p1: '2026-05-01',
    p2p3: '2026-05-01',
    p0p2: '2025-12-01',
    p1p3: '2025-12-01',
    p0p3: '2026-05-01',
  };
  const history = Object.entries({ ...days, p1p2: '2026-05-01' }).map(([pair, metOn]) => ({
    a: pair.slice(0, 2),
    b: pair.slice(2),
    metOn,
  }));
  const { rounds } = formRounds(question(4, { people, history, tableSize: 2 }));
  t.same(rounds[0]?.tables.map(({ seats }) => seats.toSorted().join('')).sort(), ['p0p2', 'p1p3']);
});

t.test('one recent meeting is worse than any number of old ones', async (t) => {
  const people = room(4).map((person) => ({ ...person, senior: false, unit: person.id }));
  const met = (a: string, b: string, metOn: string) => ({ a, b, metOn });
  const history = [
    met('p0', 'p1', '2025-05-20'),
    met('p2', 'p3', '2025-05-20'),
    met('p0', 'p2', '2026-05-20'),
    met('p0', 'p3', '2025-06-10'),
  ];
  const { rounds, mix } = formRounds(question(4, { people, history, tableSize: 2 }));
  t.same(rounds[0]?.tables.map(({ seats }) => seats.toSorted().join('')).sort(), ['p0p1', 'p2p3']);
  t.same([mix.newPairShare, mix.repeats], [1, 2]);
});

t.test('attributes of one level are weighed against each other', async (t) => {
  const people = ['ax', 'ay', 'bx', 'by'].map((kinds, i) => ({
    id: `p${i}`,
    unit: 'u',
    location: 'l',
    attributes: { craft: kinds[0] as string, school: kinds[1] as string },
  }));
  const plan = (craft: number, school: number) => {
    const mixBy = [
      [
        { attribute: 'craft', weight: craft },
        { attribute: 'school', weight: school },
      ],
    ];
    // p0 and p3 differ in both: a rule keeps them apart, so that one of the two must be alike.
    const rules = { apart: [['p0', 'p3']] as [string, string][] };
    const { rounds } = formRounds(question(4, { people, history: [], tableSize: 2, mixBy, rules }));
    return rounds[0]?.tables.map(({ seats }) => seats.toSorted().join('')).sort();
  };
  t.same(plan(2, 1), ['p0p2', 'p1p3'], 'crafts mixed, schools alike');
  t.same(plan(1, 2), ['p0p1', 'p2p3'], 'schools mixed, crafts alike');
});
