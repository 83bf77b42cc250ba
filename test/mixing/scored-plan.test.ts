import fc from 'fast-check';
import t from 'tap';
import { holdRounds, type MixPerson, type Round, scoreRounds } from '../../src/mixing/index.ts';

const TODAY = '2026-06-01';
const people: MixPerson[] = Array.from({ length: 13 }, (_, i) => ({
  id: `p${i}`,
  unit: `u${i % 4}`,
  location: `l${i % 3}`,
}));
const history = [
  { a: 'p0', b: 'p1', metOn: '2025-04-01' },
  { a: 'p2', b: 'p0', metOn: '2026-05-22' },
  { a: 'p5', b: 'p9', metOn: '2026-01-01' },
];

/** Three rounds of four tables; a person whose place is 4 is absent from that round. */
const arrangements = fc
  .array(fc.array(fc.nat(4), { minLength: 13, maxLength: 13 }), { minLength: 3, maxLength: 3 })
  .map((rounds) =>
    rounds.map((places, r) => ({
      number: r + 1,
      tables: [0, 1, 2, 3].map((table) => ({
        number: table + 1,
        seats: people.filter((_, i) => places[i] === table).map(({ id }) => id),
      })),
    })),
  );

const edits = fc.array(
  fc.record({
    round: fc.integer({ min: 1, max: 3 }),
    personId: fc.nat(12).map((i) => `p${i}`),
    table: fc.integer({ min: 1, max: 4 }),
  }),
  { maxLength: 30 },
);

t.test('after any hand edits the figures and sentences are those of a plan scored afresh', async () => {
  fc.assert(
    fc.property(arrangements, edits, (rounds, moves) => {
      const held = holdRounds({ people, history, rounds, today: TODAY });
      const told: Round[] = held.rounds;
      for (const move of moves) {
        if (!told[move.round - 1]?.tables.some(({ seats }) => seats.includes(move.personId))) continue;
        for (const { round, table } of held.move(move)) told[round - 1]!.tables[table.number - 1] = table;
      }
      const afresh = scoreRounds({ people, history, rounds: told, today: TODAY });
      return (
        JSON.stringify({ rounds: held.rounds, mix: held.mix }) === JSON.stringify(afresh) &&
        JSON.stringify(told) === JSON.stringify(afresh.rounds)
      );
    }),
    { numRuns: 300 },
  );
});

t.test('a move tells the two tables and where the person sits later', async (t) => {
  const at = (...tables: string[][]) => tables.map((seats, k) => ({ number: k + 1, seats }));
  const rounds = [
    { number: 1, tables: at(['p0', 'p1'], ['p2', 'p3']) },
    { number: 2, tables: at(['p0', 'p2'], ['p1', 'p3']) },
  ];
  const held = holdRounds({ people, history: [], rounds, today: TODAY });
  t.same(held.move({ round: 1, personId: 'p0', table: 2 }), [
    { round: 1, table: { number: 1, seats: ['p1'], why: '1 unit, 1 location' } },
    {
      round: 1,
      table: { number: 2, seats: ['p2', 'p3', 'p0'], why: '3 units, 2 locations, all 3 pairs new' },
    },
    {
      round: 2,
      table: {
        number: 1,
        seats: ['p0', 'p2'],
        why: '2 units, 2 locations, 0 of 1 pair new, 1 pair sat together in round 1',
      },
    },
  ]);
  t.equal(held.mix.repeats, 1);
});

t.test('a move of nobody, or to nowhere, is refused and changes nothing', async (t) => {
  const rounds = [{ number: 1, tables: [{ number: 1, seats: ['p0', 'p1'] }] }];
  const held = holdRounds({ people, history, rounds, today: TODAY });
  t.throws(() => held.move({ round: 2, personId: 'p0', table: 1 }), { code: 'unknown-table' });
  t.throws(() => held.move({ round: 1, personId: 'p0', table: 2 }), { code: 'unknown-table' });
  t.throws(() => held.move({ round: 1, personId: 'p5', table: 1 }), { code: 'not-seated' });
  t.throws(() => held.move({ round: 1, personId: 'nobody', table: 1 }), { code: 'unknown-person' });
  t.same(held.rounds, scoreRounds({ people, history, rounds, today: TODAY }).rounds);
});
