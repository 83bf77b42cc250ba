import fc from 'fast-check';
import t from 'tap';
import { type MdgpInstance, objective, solveMdgp } from '../../../src/mixing/mdgp/index.ts';
import { indexes, seededRandom, shuffle } from '../../../src/mixing/random.ts';

/** Gains of whole numbers, so that every sum is exact. */
function instanceOf(people: number, bounds: [number, number][], seed: number): MdgpInstance {
  const random = seededRandom(seed);
  const gain = new Float64Array(people * people);
  for (let i = 0; i < people; i++)
    for (let j = 0; j < i; j++) gain[i * people + j] = gain[j * people + i] = random.below(101);
  return {
    people,
    groups: bounds.length,
    low: Int32Array.from(bounds, ([low]) => low),
    up: Int32Array.from(bounds, ([, up]) => up),
    gain,
  };
}

const sizesOf = (instance: MdgpInstance, groupOf: Int32Array): number[] =>
  Array.from(instance.low, (_, g) => groupOf.filter((group) => group === g).length);

const withinBounds = (instance: MdgpInstance, groupOf: Int32Array): boolean =>
  sizesOf(instance, groupOf).every((size, g) => size >= instance.low[g]! && size <= instance.up[g]!);

/** The best of all divisions, one after another. */
function exhaustive(instance: MdgpInstance): number {
  const groupOf = new Int32Array(instance.people);
  let best = Number.NEGATIVE_INFINITY;
  const place = (person: number): void => {
    if (person === instance.people) {
      if (withinBounds(instance, groupOf)) best = Math.max(best, objective(instance, groupOf));
      return;
    }
    for (let group = 0; group < instance.groups; group++) {
      groupOf[person] = group;
      place(person + 1);
    }
  };
  place(0);
  return best;
}

t.test('up to twelve people the optimum of all divisions is found with every seed', async (t) => {
  const instance = instanceOf(
    12,
    [
      [3, 5],
      [3, 4],
      [4, 5],
    ],
    2,
  );
  const optimum = exhaustive(instance);
  for (let seed = 1; seed <= 8; seed++)
    t.equal(solveMdgp(instance, seed, { steps: 5e5 }).objective, optimum, `seed ${seed}`);
});

t.test('few people: the search ends by itself long before its budget', async (t) => {
  const instance = instanceOf(
    10,
    [
      [5, 5],
      [5, 5],
    ],
    4,
  );
  const { objective } = solveMdgp(instance, 1, { steps: 1e12, stop: () => false });
  t.equal(objective, exhaustive(instance));
});

t.test('gains that are no decimals, below 0 or all 0 are grouped too', async (t) => {
  const instance = instanceOf(
    9,
    [
      [2, 4],
      [2, 4],
      [2, 4],
    ],
    6,
  );
  const odd = { ...instance, gain: instance.gain.map((value) => (value === 0 ? 0 : Math.sqrt(value) - 5)) };
  for (let i = 0; i < 9; i++) odd.gain[i * 9 + i] = 0;
  t.ok(Math.abs(solveMdgp(odd, 1, { steps: 3e5 }).objective - exhaustive(odd)) < 1e-9);
  t.equal(solveMdgp({ ...instance, gain: new Float64Array(81) }, 1, { steps: 3e5 }).objective, 0);
});

t.test('up to nine people the optimum of all divisions is found', async () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 4, max: 9 }),
      fc.integer({ min: 2, max: 3 }),
      fc.nat(),
      (people, groups, seed) => {
        const even = Math.floor(people / groups);
        const bounds = Array.from({ length: groups }, (): [number, number] => [even - 1, even + 2]);
        const instance = instanceOf(people, bounds, seed);
        return solveMdgp(instance, seed, { steps: 1e6 }).objective === exhaustive(instance);
      },
    ),
    { numRuns: 12 },
  );
});

t.test(
  'every result is within the bounds and its objective equals a recount, however short the search',
  async () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 31, max: 60 }),
        fc.nat(),
        fc.integer({ min: 1, max: 50 }),
        (people, seed, k) => {
          const even = Math.floor(people / 5);
          const bounds = [0, 1, 2, 3, 4].map((g): [number, number] => [even - (g % 3), even + 4 - (g % 2)]);
          const instance = instanceOf(people, bounds, seed);
          const result = solveMdgp(instance, seed, { steps: k * 2000 });
          return (
            withinBounds(instance, result.groupOf) && objective(instance, result.groupOf) === result.objective
          );
        },
      ),
      { numRuns: 20 },
    );
  },
);

t.test('the same seed and steps give the same division; a stop at once still gives one', async (t) => {
  const instance = instanceOf(
    40,
    Array.from({ length: 8 }, (): [number, number] => [5, 5]),
    3,
  );
  const once = solveMdgp(instance, 5, { steps: 1e6 });
  t.same(solveMdgp(instance, 5, { steps: 1e6 }), once);
  t.ok(withinBounds(instance, solveMdgp(instance, 5, { steps: 1e6, stop: () => true }).groupOf));
});

t.test('people who are numbered otherwise reach the same objective', async () => {
  const bounds = [2, 3, 4].map((low): [number, number] => [low, low + 1]);
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const instance = instanceOf(10, bounds, seed);
      const number = shuffle(indexes(10), seededRandom(seed));
      const gain = new Float64Array(100);
      for (let i = 0; i < 10; i++)
        for (let j = 0; j < 10; j++) gain[number[i]! * 10 + number[j]!] = instance.gain[i * 10 + j]!;
      const once = solveMdgp(instance, seed, { steps: 1e6 });
      return solveMdgp({ ...instance, gain }, seed, { steps: 1e6 }).objective === once.objective;
    }),
    { numRuns: 10 },
  );
});
