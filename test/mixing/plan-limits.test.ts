import fc from 'fast-check';
import t from 'tap';
import { formRounds, type Met, type MixPerson, planLimits } from '../../src/mixing/index.ts';

const crowd = (count: number, units = 4, locations = 2): MixPerson[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `p${i}`,
    unit: `u${i % units}`,
    location: `l${i % locations}`,
  }));

const question = { history: [] as Met[], seed: 1, today: '2026-06-01' };
const plan = (people: MixPerson[], tableSize: number, rounds: number) => ({
  ...question,
  people,
  tableSize,
  rounds,
});

t.test(
  'with equal tables the rounds without a repeat are floor((n − 1)/(s − 1)) where tables suffice',
  async (t) => {
    t.equal(planLimits(plan(crowd(16), 4, 1)).roundsWithoutRepeatMax, 5);
    t.equal(planLimits(plan(crowd(32), 4, 1)).roundsWithoutRepeatMax, 10);
    t.equal(planLimits(plan(crowd(8), 2, 1)).roundsWithoutRepeatMax, 7);
    t.equal(planLimits(plan(crowd(12), 6, 1)).roundsWithoutRepeatMax, 1, 'two tables of six');
    t.equal(planLimits(plan(crowd(5), 5, 1)).roundsWithoutRepeatMax, 1, 'one table');
  },
);

t.test('forced repeats: by all pairs, by somebody who knows most, and by too few tables', async (t) => {
  t.equal(planLimits(plan(crowd(4), 2, 5)).forcedRepeatsMin, 4, '10 pairs of 6');
  const metAll = [1, 2, 3, 4, 5, 6, 7].map((i) => ({ a: 'p0', b: `p${i}`, metOn: '2026-05-01' }));
  t.equal(planLimits({ ...plan(crowd(8), 4, 1), history: metAll }).forcedRepeatsMin, 2);
  t.equal(planLimits({ ...plan(crowd(40), 4, 1), history: metAll }).forcedRepeatsMin, 0);
  t.equal(planLimits(plan(crowd(12), 6, 2)).forcedRepeatsMin, 12, 'three of each table meet again, twice');
});

t.test('old meetings force repeats but no loss of new pairs', async (t) => {
  const history = [0, 1, 2, 3].flatMap((i) =>
    [0, 1, 2, 3].map((j) => ({ a: `p${i}`, b: `p${j}`, metOn: '2024-01-01' })),
  );
  const limits = planLimits({ ...plan(crowd(4), 2, 1), history });
  t.equal(limits.forcedRepeatsMin, 2);
  t.equal(limits.newPairShareMax, 1);
});

t.test('the highest mix follows from the sizes of units and tables', async (t) => {
  const people = [...'AAAAAAABBC'].map((unit, i) => ({
    id: `p${i}`,
    unit,
    location: unit === 'A' ? 'x' : 'y',
  }));
  const limits = planLimits(plan(people, 5, 1));
  // 7 of A over two tables make 3·2/2 + 4·3/2 = 9 pairs of 20; 2 of B none; 3 of y make one.
  t.equal(limits.crossUnitShareMax, 11 / 20);
  t.equal(limits.crossLocationShareMax, 10 / 20);
});

t.test('no plan beats its limits, and a plan of one round by one attribute reaches them', async () => {
  const rooms = fc.record({
    kinds: fc.array(fc.tuple(fc.nat(4), fc.nat(2)), { minLength: 2, maxLength: 30 }),
    met: fc.array(fc.tuple(fc.nat(29), fc.nat(29)), { maxLength: 40 }),
    tableSize: fc.integer({ min: 2, max: 7 }),
    rounds: fc.integer({ min: 1, max: 4 }),
  });
  fc.assert(
    fc.property(rooms, ({ kinds, met, tableSize, rounds }) => {
      const people = kinds.map(([unit, location], i) => ({
        id: `p${i}`,
        unit: `u${unit}`,
        location: `l${location}`,
      }));
      const history = met
        .filter(([a, b]) => a < people.length && b < people.length)
        .map(([a, b]) => ({ a: `p${a}`, b: `p${b}`, metOn: '2026-05-01' }));
      const budget = { steps: 4000 };
      const input = { ...question, people, history, tableSize, rounds, budget };
      const { distance } = formRounds(input);
      const alone = formRounds({ ...input, history: [], rounds: 1, mixBy: [[{ attribute: 'unit' }]] });
      return (
        Object.values(distance).every((one) => one >= 0) &&
        alone.distance.crossUnitShare === 0 &&
        alone.distance.repeats === 0
      );
    }),
    { numRuns: 60 },
  );
});
