import t from 'tap';
import { type FormInput, formRounds, type MixPerson } from '../../../src/mixing/index.ts';
import { seededRandom } from '../../../src/mixing/random.ts';
import { plainSums } from '../../fixtures/plain-sums.ts';

const SIZE = 1_500;
const random = seededRandom(3);
const someone = () => `p${random.below(SIZE)}`;
const pairs = (count: number) =>
  Array.from({ length: count }, (): [string, string] => [someone(), someone()]);

/** Units of 30 in 5 places; one in ten is senior; a manager for every 15; three languages in two of which many are at home. */
const people: MixPerson[] = Array.from({ length: SIZE }, (_, i) => ({
  id: `p${i}`,
  unit: `u${Math.floor(i / 30)}`,
  location: `l${random.below(5)}`,
  grade: `g${random.below(4)}`,
  senior: i % 10 === 0,
  managerId: `p${i - (i % 15)}`,
  languages: [['en'], ['en', 'fr'], ['fr'], ['ar', 'en']][random.below(4)]!,
  hours: i % 2 === 0 ? { from: 480, to: 960 } : { from: 780, to: 1260 },
}));
const question: FormInput = { people, history: [], tableSize: 5, rounds: 2, seed: 1, today: '2026-06-01' };

for (const [name, rules] of Object.entries<NonNullable<FormInput['rules']>>({
  'pairs apart': { apart: pairs(SIZE) },
  'at most one senior a table': { oneSenior: true },
  'nobody with their own manager': { notOwnManager: true },
  'two shared hours': { sharedMinutes: 120 },
  'apart, seniors, managers and hours at once': {
    apart: pairs(300),
    oneSenior: true,
    notOwnManager: true,
    sharedMinutes: 60,
  },
}))
  t.test(`a crowd keeps: ${name}`, async (t) => {
    const input = { ...question, rules };
    const { rounds, relaxed, mix } = formRounds(input);
    t.same(relaxed, []);
    t.equal(plainSums(input, rounds)[0], 0);
    t.equal(mix.repeats, 0);
    t.equal(mix.crossUnitShare, 1);
  });

t.test('those who stay together do, in every round, and the others still meet nobody twice', async (t) => {
  const together = Array.from({ length: 60 }, (_, k): [string, string] => [`p${k * 20}`, `p${k * 20 + 7}`]);
  const { rounds, relaxed, mix } = formRounds({ ...question, rules: { together } });
  t.same(relaxed, []);
  for (const { tables } of rounds)
    for (const pair of together) t.ok(tables.some(({ seats }) => pair.every((id) => seats.includes(id))));
  t.equal(mix.repeats, together.length, 'only they themselves');
});

t.test('a language for every table, but for those few that no whole table was left for', async (t) => {
  const { relaxed } = formRounds({ ...question, rules: { sharedLanguage: true } });
  const broken = relaxed.flatMap(({ tables }) => tables).length;
  t.ok(broken <= 2, `${broken} of 600 tables`);
});

t.test('one location a table: mixed tables only where a location does not fill its last one', async (t) => {
  const { relaxed } = formRounds({ ...question, rounds: 1, rules: { sameLocation: true } });
  const tables = relaxed.flatMap((entry) => entry.tables);
  t.ok(tables.length <= 5, `${tables.length} of 300 tables`);
});

t.test('requests are granted where an exchange can without hurting what matters more', async (t) => {
  const wishes = Array.from({ length: 40 }, (_, k) => ({
    a: `p${k * 31}`,
    b: `p${k * 31 + 300}`,
    weight: 1,
  }));
  const { rounds, mix } = formRounds({ ...question, rounds: 1, wishes });
  const granted = wishes.filter(({ a, b }) =>
    rounds[0]?.tables.some(({ seats }) => seats.includes(a) && seats.includes(b)),
  );
  t.ok(granted.length >= 10, `${granted.length} of 40`);
  t.equal(mix.crossUnitShare, 1);
});

t.test('grades and seniors are spread too', async (t) => {
  const input = { ...question, rounds: 1 };
  const sums = plainSums(input, formRounds(input).rounds);
  const without = { ...input, people: people.map(({ grade, senior, ...person }) => person) };
  const chance = plainSums(input, formRounds(without).rounds);
  t.ok((sums[6] ?? 0) < 0.5 * (chance[6] ?? 0), `grades ${sums[6]} against ${chance[6]}`);
  t.ok((sums[7] ?? 0) < 0.5 * (chance[7] ?? 0), `seniors ${sums[7]} against ${chance[7]}`);
});
