import fc from 'fast-check';
import t from 'tap';
import { annealGroups, climb } from '../../../src/mixing/mdgp/anneal-groups.ts';
import { emptyGrouping, type Grouping, load, wholeObjective } from '../../../src/mixing/mdgp/grouping.ts';
import { exchangeGain, type MdgpInstance, objective } from '../../../src/mixing/mdgp/instance.ts';
import { seededRandom, shuffle } from '../../../src/mixing/random.ts';

type Case = { instance: MdgpInstance; start: Int32Array; seed: number };

/** Gains of every kind, by a number from 0 to 99. */
const GAINS: Record<string, (value: number) => number> = {
  whole: (value) => value,
  'below 0': (value) => value - 60,
  decimal: (value) => (value * 37) / 1000,
  'no decimal': (value) => Math.sqrt(value) - 5,
  huge: (value) => (value - 50) * 1e12,
};

/** An instance whose groups have room for so many members fewer and more than they start with. */
function caseOf(sizes: number[], slack: number, gains: keyof typeof GAINS, seed: number): Case {
  const random = seededRandom(seed);
  const people = sizes.reduce((sum, size) => sum + size, 0);
  const gain = new Float64Array(people * people);
  for (let i = 0; i < people; i++)
    for (let j = 0; j < i; j++)
      gain[i * people + j] = gain[j * people + i] = GAINS[gains]?.(random.below(100)) ?? 0;
  const low = Int32Array.from(sizes, (size) => Math.max(0, size - random.below(slack + 1)));
  const up = Int32Array.from(sizes, (size) => size + random.below(slack + 1));
  const start = Int32Array.from(sizes.flatMap((size, group) => new Array<number>(size).fill(group)));
  return {
    instance: { people, groups: sizes.length, low, up, gain },
    start: shuffle(start, random),
    seed,
  };
}

/** Groups of every size, with members or without, in numbers that are no multiples of four and that are. */
const cases = fc
  .tuple(
    fc.array(fc.nat(9), { minLength: 1, maxLength: 9 }).filter((sizes) => sizes.some((size) => size > 0)),
    fc.nat(4),
    fc.constantFrom(...Object.keys(GAINS)),
    fc.nat(),
  )
  .map(([sizes, slack, gains, seed]) => caseOf(sizes, slack, gains, seed));

const membersOf = (groupOf: Int32Array, group: number): number[] =>
  Array.from(groupOf.keys()).filter((person) => groupOf[person] === group);

/** What a person's whole gains with the members of a group come to, counted afresh. */
function freshSum({ instance, scale, groupOf }: Grouping, person: number, group: number): number {
  const gains = membersOf(groupOf, group).map(
    (other) => instance.gain[person * instance.people + other] ?? 0,
  );
  return gains.reduce((sum, gain) => sum + Math.round(gain * scale), 0);
}

/** Says what the kernel keeps that differs from a fresh count. */
function differences(grouping: Grouping): string[] {
  const { instance, kernel, groupOf } = grouping;
  const found: string[] = [];
  const groups = Array.from(instance.low.keys());
  const everybody = Array.from(groupOf.keys());
  for (const person of everybody)
    for (const group of groups)
      if (kernel.sumWith(person, group) !== freshSum(grouping, person, group))
        found.push(`sum of ${person} with ${group}`);
  const twice = everybody.reduce((sum, i) => sum + freshSum(grouping, i, groupOf[i] ?? 0), 0);
  if (wholeObjective(grouping) !== twice / 2) found.push('objective');
  for (const group of groups)
    for (const from of groups) {
      const members = membersOf(groupOf, from);
      const bound = kernel.boundOf(group, from);
      if (group === from || members.length === 0 || bound === kernel.UNKNOWN.value) continue;
      const gained = members.map((i) => freshSum(grouping, i, group) - freshSum(grouping, i, from));
      if (bound !== Math.max(...gained)) found.push(`bound for joining ${group} from ${from}`);
    }
  for (const group of groups) {
    const size = membersOf(groupOf, group).length;
    if (size < (instance.low[group] ?? 0) || size > (instance.up[group] ?? 0)) found.push(`size of ${group}`);
  }
  return found;
}

/** The mean size of the whole gains: a temperature at which most changes that lose are taken now and then. */
const meanGain = ({ instance, scale }: Grouping): number =>
  1 + (instance.gain.reduce((sum, gain) => sum + Math.abs(gain), 0) / instance.people ** 2) * scale;

t.test('sums and bounds equal a fresh count after 100,000 exchanges and moves', async (t) => {
  const shapes: [string, number[], number][] = [
    ['sizes that differ', [1, 2, 3, 5, 6, 7, 9], 4],
    ['equal sizes', [5, 5, 5, 5, 5], 0],
    ['fours', [4, 8, 4, 8], 4],
  ];
  for (const gains of Object.keys(GAINS))
    for (const [shape, sizes, slack] of shapes) {
      const { instance, start } = caseOf(sizes, slack, gains, 11);
      const grouping = emptyGrouping(instance);
      load(grouping, start);
      const hot = meanGain(grouping);
      let taken = 0;
      for (let seed = 1; taken < 100_000; seed++)
        taken += annealGroups(grouping, hot, hot / 2, 1e6, seed, undefined).accepted;
      t.same(differences(grouping), [], `${gains}, ${shape}`);
    }
});

t.test('whatever the instance: sums, bounds and sizes, when loaded and when annealed', async () => {
  fc.assert(
    fc.property(cases, ({ instance, start, seed }) => {
      const grouping = emptyGrouping(instance);
      load(grouping, start);
      if (differences(grouping).length > 0) return false;
      const hot = meanGain(grouping);
      annealGroups(grouping, hot, hot / 100, 20_000, seed, undefined);
      return differences(grouping).length === 0;
    }),
    { numRuns: 150 },
  );
});

t.test('after climbing no exchange and no move gains', async () => {
  fc.assert(
    fc.property(cases, ({ instance, start, seed }) => {
      const grouping = emptyGrouping(instance);
      load(grouping, start);
      const hot = meanGain(grouping);
      annealGroups(grouping, hot, hot / 10, 5_000, seed, undefined);
      climb(grouping, undefined);
      const { groupOf } = grouping;
      const rounding = (4 * instance.people) / grouping.scale;
      const mayMove = (a: number, g: number): boolean =>
        membersOf(groupOf, g).length < (instance.up[g] ?? 0) &&
        membersOf(groupOf, groupOf[a] ?? 0).length > (instance.low[groupOf[a] ?? 0] ?? 0);
      const everybody = Array.from(groupOf.keys());
      return (
        differences(grouping).length === 0 &&
        everybody.every((a) =>
          everybody.every(
            (b) => groupOf[a] === groupOf[b] || exchangeGain(instance, groupOf, a, b) <= rounding,
          ),
        ) &&
        everybody.every((a) =>
          Array.from(instance.low.keys()).every(
            (g) =>
              g === groupOf[a] ||
              !mayMove(a, g) ||
              freshSum(grouping, a, g) <= freshSum(grouping, a, groupOf[a] ?? 0),
          ),
        )
      );
    }),
    { numRuns: 100 },
  );
});

t.test('one group, one person: nothing changes, and it ends', async (t) => {
  for (const sizes of [[1], [13], [1, 0, 0]]) {
    const { instance, start } = caseOf(sizes, 0, 'whole', 3);
    const grouping = emptyGrouping(instance);
    load(grouping, start);
    const { steps, accepted } = annealGroups(grouping, 10, 1, 1000, 1, undefined);
    t.ok(steps >= 1000 && steps < 1020);
    t.equal(accepted + climb(grouping, undefined).accepted, 0);
    t.same(grouping.groupOf, start);
    t.equal(wholeObjective(grouping), objective(instance, start));
  }
});

t.test('an empty seat is never taken for a person, however hot it is', async (t) => {
  const { instance, start } = caseOf([1, 2, 3, 5, 6], 0, 'huge', 5);
  const grouping = emptyGrouping(instance);
  load(grouping, start);
  t.ok(annealGroups(grouping, 2 ** 26, 2 ** 24, 1e6, 1, undefined).accepted > 1000);
  t.same(differences(grouping), []);
});

t.test('the work and the proposals are told, and a stop is asked before anything is done', async (t) => {
  const { instance, start } = caseOf([3, 3, 3], 0, 'whole', 8);
  const grouping = emptyGrouping(instance);
  load(grouping, start);
  t.same(
    annealGroups(grouping, 10, 1, 1e6, 1, () => true),
    { steps: 0, proposals: 0, accepted: 0 },
  );
  let asked = 0;
  const { steps, proposals } = annealGroups(grouping, 10, 1, 1e9, 1, () => ++asked > 3);
  t.ok(steps >= 3 * 2 ** 18 && steps < 3 * (2 ** 18 + 100));
  t.equal(proposals % 12, 0, 'a row: an exchange with everybody, a move to each group');
});

t.test('an instance too large for WebAssembly is refused before its gains are looked at', async (t) => {
  const instance = {
    people: 40_000,
    groups: 10,
    low: new Int32Array(10).fill(4000),
    up: new Int32Array(10).fill(4000),
    gain: new Float64Array(),
  };
  t.throws(() => emptyGrouping(instance), {
    code: 'too-large',
    message: '40000 people in 10 groups of up to 4000 need 6.0 GiB of memory; WebAssembly has 4 GiB at most',
  });
});
