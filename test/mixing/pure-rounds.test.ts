import t from 'tap';
import { type FormInput, formRounds } from '../../src/mixing/index.ts';

const SEEDS = 10_000;
/** The 99.9 % quantile of chi-squared by degrees of freedom: with seeds fixed these tests hold always or never. */
const CHI_SQUARED = { 8: 26.12, 9: 27.88, 11: 31.26, 14: 36.12, 104: 153.0 };

/** In one unit and place, with wishes and meetings that a mixed plan would heed. */
const question = (count: number, more: Partial<FormInput> = {}): FormInput => ({
  people: Array.from({ length: count }, (_, i) => ({
    id: `p${i}`,
    unit: `u${i % 2}`,
    location: `l${Math.floor(i / 2)}`,
    senior: i < 2,
  })),
  history: [{ a: 'p0', b: 'p1', metOn: '2026-05-01' }],
  wishes: [{ a: 'p0', b: 'p2', weight: 9 }],
  tableSize: 2,
  rounds: 1,
  seed: 0,
  today: '2026-06-01',
  mode: 'pure',
  ...more,
});

/** The tables of a round as one text, whatever their order. */
const nameOf = (tables: { seats: string[] }[]): string =>
  tables
    .map(({ seats }) => seats.toSorted().join(''))
    .sort()
    .join(' ');

const pairing = (input: FormInput, round = 0): string =>
  nameOf(formRounds(input).rounds[round]?.tables ?? []);

function countAll(names: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

const chiSquared = (counts: Map<string, number>, kinds: number, total: number): number =>
  [...counts.values()].reduce((sum, count) => sum + (count - total / kinds) ** 2 / (total / kinds), 0);

const overSeeds = (count: number, more: Partial<FormInput> = {}, round = 0): string[] =>
  Array.from({ length: SEEDS }, (_, seed) => pairing(question(count, { ...more, seed }), round));

t.test('of four people each of the three pairings comes up a third of the time', async (t) => {
  const counts = countAll(overSeeds(4));
  t.equal(counts.size, 3);
  for (const [name, count] of counts) t.ok(Math.abs(count / SEEDS - 1 / 3) <= 0.02, `${name}: ${count}`);
});

t.test('the pairings of six and of an odd number, with its trio, are uniform', async (t) => {
  for (const [people, kinds, limit] of [
    [6, 15, CHI_SQUARED[14]],
    [5, 10, CHI_SQUARED[9]],
    [7, 105, CHI_SQUARED[104]],
  ] as const) {
    const counts = countAll(overSeeds(people));
    t.equal(counts.size, kinds, `${people} people`);
    const found = chiSquared(counts, kinds, SEEDS);
    t.ok(found < limit, `${people} people: ${found} < ${limit}`);
  }
});

t.test(
  'neighbouring seeds, seeds far apart and rounds of one plan have nothing to do with each other',
  async (t) => {
    const names = overSeeds(4);
    const later = overSeeds(4, { rounds: 2 }, 1);
    const far = Array.from({ length: SEEDS }, (_, k) => pairing(question(4, { seed: k * 2 ** 32 })));
    const joint = {
      'next seed': names.slice(1).map((name, k) => `${names[k]} | ${name}`),
      'next round': later.map((name, k) => `${names[k]} | ${name}`),
      'next of seeds 2³² apart': far.slice(1).map((name, k) => `${far[k]} | ${name}`),
    };
    for (const [what, both] of Object.entries(joint)) {
      const counts = countAll(both);
      t.equal(counts.size, 9, what);
      const found = chiSquared(counts, 9, both.length);
      t.ok(found < CHI_SQUARED[8], `${what}: ${found}`);
    }
  },
);

t.test('with a hard rule, the pairings that keep it are equally likely and no other comes up', async (t) => {
  const counts = countAll(overSeeds(6, { rules: { apart: [['p0', 'p1']] } }));
  t.equal(counts.size, 12);
  t.notOk([...counts.keys()].some((name) => name.includes('p0p1')));
  const found = chiSquared(counts, 12, SEEDS);
  t.ok(found < CHI_SQUARED[11], `${found}`);
});

t.test('where shuffles do not find one, a seating that keeps the rules is searched for', async (t) => {
  const languages = (i: number) => [i < 20 ? 'en' : 'fr'];
  const input = question(40, { tableSize: 4, rules: { sharedLanguage: true } });
  const people = input.people.map((person, i) => ({ ...person, languages: languages(i) }));
  const { relaxed, rounds } = formRounds({ ...input, people, rounds: 2 });
  t.same(relaxed, []);
  t.not(nameOf(rounds[0]?.tables ?? []), nameOf(rounds[1]?.tables ?? []));
  const crowd = question(1_200, { rules: { notOwnManager: true } });
  const managed = crowd.people.map((person, i) => ({ ...person, managerId: `p${i - (i % 10)}` }));
  t.same(formRounds({ ...crowd, people: managed }).relaxed, []);
});
