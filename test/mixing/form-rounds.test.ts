import fc from 'fast-check';
import t from 'tap';
import {
  type FormInput,
  formRounds,
  type Met,
  type Mix,
  MixingError,
  type MixPerson,
  type Round,
} from '../../src/mixing/index.ts';

const TODAY = '2026-06-01';
const LATELY = '2026-03-01';
const LONG_AGO = '2024-03-01';

const personOf = (i: number, unit: number, location: number): MixPerson => ({
  id: `p${i}`,
  unit: `u${unit}`,
  location: `l${location}`,
});

/** Rooms with a history, table sizes, rounds and rules that can be kept. */
const questions = fc
  .record({
    kinds: fc.array(fc.tuple(fc.nat(4), fc.nat(2)), { minLength: 2, maxLength: 40 }),
    met: fc.array(fc.tuple(fc.nat(39), fc.nat(39), fc.boolean()), { maxLength: 60 }),
    tableSize: fc.integer({ min: 2, max: 8 }),
    rounds: fc.integer({ min: 1, max: 4 }),
    seed: fc.nat(),
  })
  .map(({ kinds, met, ...rest }) => {
    const people = kinds.map(([unit, location], i) => personOf(i, unit, location));
    const history = met
      .filter(([a, b]) => a < people.length && b < people.length)
      .map(([a, b, lately]): Met => ({ a: `p${a}`, b: `p${b}`, metOn: lately ? LATELY : LONG_AGO }));
    return { people, history, ...rest, today: TODAY, budget: { steps: 3000 } };
  });

/** The figures of a plan, counted in the plainest way from their definitions. */
function plainMix(people: MixPerson[], history: Met[], rounds: Round[]): Mix {
  const person = (id: string) => people.find((one) => one.id === id) as MixPerson;
  const earlier: string[] = [];
  let pairs = 0;
  let [cross, crossLocation, fresh, repeats] = [0, 0, 0, 0];
  for (const round of rounds)
    for (const table of round.tables)
      for (const a of table.seats)
        for (const b of table.seats) {
          if (a >= b) continue;
          const met = history.filter((m) => (m.a === a && m.b === b) || (m.a === b && m.b === a));
          pairs++;
          if (person(a).unit !== person(b).unit) cross++;
          if (person(a).location !== person(b).location) crossLocation++;
          const before = earlier.includes(`${a} ${b}`);
          if (!before && !met.some((m) => m.metOn === LATELY)) fresh++;
          if (before || met.length > 0) repeats++;
          earlier.push(`${a} ${b}`);
        }
  let possible = 0;
  let crossPossible = 0;
  for (const a of people)
    for (const b of people) {
      if (a.id >= b.id) continue;
      possible++;
      if (a.unit !== b.unit) crossPossible++;
    }
  return {
    mixRatio: crossPossible === 0 ? null : cross / pairs / (crossPossible / possible),
    crossUnitShare: cross / pairs,
    crossLocationShare: crossLocation / pairs,
    newPairShare: fresh / pairs,
    repeats,
  };
}

t.test('everybody sits exactly once a round, at tables that differ by at most one', async () => {
  fc.assert(
    fc.property(questions, (question) => {
      const { rounds } = formRounds(question);
      return rounds.every((round) => {
        const seated = round.tables.flatMap((table) => table.seats);
        const sizes = round.tables.map((table) => table.seats.length);
        return (
          seated.length === question.people.length &&
          new Set(seated).size === seated.length &&
          Math.max(...sizes) - Math.min(...sizes) <= 1 &&
          (Math.max(...sizes) <= question.tableSize || question.tableSize === 2)
        );
      });
    }),
    { numRuns: 60 },
  );
});

t.test('the figures equal a plain count from their definitions', async () => {
  fc.assert(
    fc.property(questions, (question) => {
      const { rounds, mix } = formRounds(question);
      const plain = plainMix(question.people, question.history, rounds);
      return (
        mix.repeats === plain.repeats &&
        Math.abs((mix.mixRatio ?? -1) - (plain.mixRatio ?? -1)) < 1e-9 &&
        Math.abs(mix.newPairShare - plain.newPairShare) < 1e-9 &&
        Math.abs(mix.crossUnitShare - plain.crossUnitShare) < 1e-9 &&
        Math.abs(mix.crossLocationShare - plain.crossLocationShare) < 1e-9
      );
    }),
    { numRuns: 40 },
  );
});

t.test('the same seed gives the same plan', async () => {
  fc.assert(
    fc.property(questions, (question) => {
      const once = JSON.stringify(formRounds(question));
      return JSON.stringify(formRounds(question)) === once;
    }),
    { numRuns: 15 },
  );
});

t.test('pairs that must sit together do, and pairs that must not do not, in every round', async () => {
  fc.assert(
    fc.property(questions, fc.nat(6), (question, shift) => {
      fc.pre(question.people.length >= 12 && question.tableSize >= 3);
      const rules = {
        together: [[`p${shift}`, `p${shift + 1}`]] as [string, string][],
        apart: [
          [`p${shift}`, `p${shift + 2}`],
          [`p${shift + 3}`, `p${shift + 4}`],
        ] as [string, string][],
      };
      const { rounds } = formRounds({ ...question, rules });
      const shares = (round: Round, [a, b]: [string, string]) =>
        round.tables.some((table) => table.seats.includes(a) && table.seats.includes(b));
      return rounds.every(
        (round) =>
          rules.together.every((pair) => shares(round, pair)) &&
          !rules.apart.some((pair) => shares(round, pair)),
      );
    }),
    { numRuns: 30 },
  );
});

t.test('pairs out of an odd number make one trio and leave nobody alone', async (t) => {
  const people = Array.from({ length: 7 }, (_, i) => personOf(i, i, i));
  const { rounds } = formRounds({ people, history: [], tableSize: 2, rounds: 1, seed: 1, today: TODAY });
  t.same(
    rounds[0]?.tables.map((table) => table.seats.length),
    [3, 2, 2],
  );
});

t.test('a small room reaches what is possible: no repeat, no two of one unit at a table', async (t) => {
  const people = Array.from({ length: 16 }, (_, i) => personOf(i, i % 4, i % 4));
  const { mix, limits } = formRounds({ people, history: [], tableSize: 4, rounds: 1, seed: 3, today: TODAY });
  t.equal(mix.crossUnitShare, 1);
  t.equal(mix.newPairShare, 1);
  t.same(limits, {
    roundsWithoutRepeatMax: 5,
    forcedRepeatsMin: 0,
    newPairShareMax: 1,
    crossUnitShareMax: 1,
    crossLocationShareMax: 1,
  });
});

t.test(
  'no repeat and every table across all units, where a construction or the search gives both',
  async (t) => {
    for (const [units, rounds] of [
      [4, 2],
      [4, 3],
      [4, 4],
      [5, 2],
      [6, 2],
    ] as const) {
      const people = Array.from({ length: units * 4 }, (_, i) => personOf(i, i % units, i % 3));
      for (let seed = 1; seed <= 3; seed++) {
        const { mix } = formRounds({ people, history: [], tableSize: 4, rounds, seed, today: TODAY });
        t.same([mix.repeats, mix.crossUnitShare], [0, 1], `${units} units, ${rounds} rounds, seed ${seed}`);
      }
    }
  },
);

t.test('where a plan in which nobody meets twice is known, one is found', async (t) => {
  const people = Array.from({ length: 32 }, (_, i) => personOf(i, i % 8, i % 4));
  const input = { people, history: [], tableSize: 4, rounds: 10, today: TODAY };
  for (const seed of [1, 2]) t.equal(formRounds({ ...input, seed }).mix.repeats, 0);
});

t.test('people who met lately are kept apart before units are mixed', async (t) => {
  const people = [0, 1, 2, 3].map((i) => personOf(i, i < 2 ? 0 : 1, 0));
  const history = [
    { a: 'p0', b: 'p2', metOn: LATELY },
    { a: 'p1', b: 'p3', metOn: LATELY },
    { a: 'p0', b: 'p3', metOn: LATELY },
    { a: 'p1', b: 'p2', metOn: LATELY },
  ];
  const { mix } = formRounds({ people, history, tableSize: 2, rounds: 1, seed: 1, today: TODAY });
  t.same(mix, { mixRatio: 0, crossUnitShare: 0, crossLocationShare: 0, newPairShare: 1, repeats: 0 });
});

t.test('each kind of impossible input is named', async (t) => {
  const people = [0, 1, 2, 3].map((i) => personOf(i, i, 0));
  const question: FormInput = {
    people,
    history: [],
    tableSize: 2,
    rounds: 1,
    seed: 1,
    today: TODAY,
    onConflict: 'refuse',
  };
  const wrong: [string, FormInput][] = [
    ['too-few-people', { ...question, people: people.slice(0, 1) }],
    ['table-size-too-small', { ...question, tableSize: 1 }],
    ['rounds-out-of-range', { ...question, rounds: 0 }],
    ['duplicate-person', { ...question, people: [...people, personOf(0, 0, 0)] }],
    ['bad-date', { ...question, today: '2026-02-30' }],
    ['aims-out-of-range', { ...question, mixBy: [[{ attribute: 'unit', weight: 10 }]] }],
    ['aims-out-of-range', { ...question, mixBy: [Array(9).fill({ attribute: 'unit' })] }],
    ['aims-out-of-range', { ...question, wishes: [{ a: 'p0', b: 'p1', weight: 0 }] }],
    ['aims-out-of-range', { ...question, rules: { sharedMinutes: 1441 } }],
    ['unknown-person', { ...question, rules: { apart: [['p0', 'nobody']] } }],
    [
      'rules-contradict',
      {
        ...question,
        rules: {
          together: [
            ['p0', 'p1'],
            ['p1', 'p2'],
          ],
        },
      },
    ],
    ['rules-contradict', { ...question, rules: { together: [['p0', 'p1']], apart: [['p1', 'p0']] } }],
    [
      'rules-not-met',
      {
        ...question,
        rules: {
          apart: [
            ['p0', 'p1'],
            ['p0', 'p2'],
            ['p0', 'p3'],
          ],
        },
      },
    ],
  ];
  for (const [code, input] of wrong) {
    let thrown: unknown;
    try {
      formRounds(input);
    } catch (error) {
      thrown = error;
    }
    t.ok(thrown instanceof MixingError, code);
    t.equal((thrown as MixingError).code, code);
  }
});
