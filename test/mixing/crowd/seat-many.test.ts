import t from 'tap';
import { benchMix } from '../../../src/bench/mix.ts';
import { formRounds, type Met, type MixPerson } from '../../../src/mixing/index.ts';
import { seededRandom } from '../../../src/mixing/random.ts';

const TODAY = '2026-06-01';

/** An organisation of units of 40 in 6 places, everybody with about ten earlier partners. */
function organisation(size: number): { people: MixPerson[]; history: Met[] } {
  const random = seededRandom(5);
  const people = Array.from({ length: size }, (_, i) => ({
    id: `p${i}`,
    unit: `u${Math.floor(i / 40)}`,
    location: `l${random.below(6)}`,
  }));
  const history = Array.from({ length: size * 5 }, () => ({
    a: `p${random.below(size)}`,
    b: `p${random.below(size)}`,
    metOn: '2026-03-01',
  }));
  return { people, history };
}

t.test('thousands sit once a round, meet nobody again and mix units wholly', async (t) => {
  const { people, history } = organisation(5_003);
  const question = { people, history, tableSize: 4, rounds: 2, seed: 1, today: TODAY };
  const { rounds, mix } = formRounds(question);
  for (const round of rounds) {
    const seated = round.tables.flatMap((table) => table.seats);
    t.equal(seated.length, people.length);
    t.equal(new Set(seated).size, people.length);
    t.same([...new Set(round.tables.map((table) => table.seats.length))].sort(), [3, 4]);
  }
  t.equal(mix.repeats, 0);
  t.equal(mix.newPairShare, 1);
  t.equal(mix.crossUnitShare, 1);
  t.ok(mix.crossLocationShare > 0.98, `${mix.crossLocationShare}`);
  t.same(formRounds(question), formRounds(question));
});

t.test('how many rounds everybody sits in is told as they are made', async (t) => {
  const { people, history } = organisation(1_200);
  const told: number[] = [];
  const budget = { seated: (rounds: number) => told.push(rounds) };
  formRounds({ people, history, tableSize: 4, rounds: 3, seed: 1, today: TODAY, budget });
  t.same(told, [1, 2, 3]);
});

t.test('the measurement counts no repeat and mixes locations as much as their sizes allow', async (t) => {
  const result = benchMix({ people: 10_000, seed: 1 });
  t.equal(result.repeats, 0);
  t.equal(result.crossUnitShare, 1);
  t.equal(result.crossLocationShare, result.crossLocationShareMax);
});

t.test('a crowd large enough for sections is mixed as well', async (t) => {
  const result = benchMix({ people: 140_003, seed: 1 });
  t.equal(result.repeats, 0);
  t.equal(result.crossUnitShare, 1);
  t.ok(
    result.crossLocationShare >= 0.9999 * result.crossLocationShareMax,
    `${result.crossLocationShare} of ${result.crossLocationShareMax}`,
  );
});

t.test('large units are never at one table with themselves', async (t) => {
  const people = Array.from({ length: 4_400 }, (_, i) => ({
    id: `p${i}`,
    unit: `u${i % 11}`,
    location: `l${i % 7}`,
  }));
  const { mix } = formRounds({ people, history: [], tableSize: 4, rounds: 2, seed: 1, today: TODAY });
  t.equal(mix.crossUnitShare, 1);
  t.equal(mix.repeats, 0);
});
