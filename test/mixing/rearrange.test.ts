import t from 'tap';
import { formRounds, type MixPerson, replanRounds, scoreRounds } from '../../src/mixing/index.ts';

const TODAY = '2026-06-01';
const people: MixPerson[] = Array.from({ length: 24 }, (_, i) => ({
  id: `p${i}`,
  unit: `u${i % 4}`,
  location: `l${i % 3}`,
}));
const inputs = { people, history: [], tableSize: 6, seed: 1, today: TODAY };
const question = { ...inputs, rounds: 3 };

t.test('scoring the engine’s own plan gives the engine’s own figures and sentences', async (t) => {
  const { rounds, mix } = formRounds(question);
  t.same(scoreRounds({ people, history: [], rounds, today: TODAY }), { rounds, mix });
});

t.test('a sentence tells units, locations, new pairs and when the others met', async (t) => {
  const history = [
    { a: 'p0', b: 'p1', metOn: '2025-04-01' },
    { a: 'p2', b: 'p0', metOn: '2026-05-22' },
  ];
  const rounds = [
    { number: 1, tables: [{ number: 1, seats: ['p0', 'p1', 'p2', 'p3'] }] },
    { number: 2, tables: [{ number: 1, seats: ['p3', 'p2'] }] },
  ];
  const scored = scoreRounds({ people, history, rounds, today: TODAY });
  t.equal(
    scored.rounds[0]?.tables[0]?.why,
    '4 units, 3 locations, 4 of 6 pairs new, 2 pairs met between 14 months ago and 10 days ago',
  );
  t.equal(
    scored.rounds[1]?.tables[0]?.why,
    '2 units, 2 locations, 0 of 1 pair new, 1 pair sat together in round 1',
  );
  t.same(
    { repeats: scored.mix.repeats, newPairShare: scored.mix.newPairShare },
    { repeats: 3, newPairShare: 5 / 7 },
  );
});

t.test('somebody with two seats, or unknown, is refused', async (t) => {
  const at = (...seats: string[]) => [{ number: 1, tables: [{ number: 1, seats }] }];
  const score = (seats: string[]) => scoreRounds({ people, history: [], rounds: at(...seats), today: TODAY });
  t.throws(() => score(['p0', 'p0']), { code: 'seated-twice' });
  t.throws(() => score(['p0', 'nobody']), { code: 'unknown-person' });
});

t.test('re-planning with everybody there changes nothing', async (t) => {
  const previous = formRounds(question).rounds;
  const present = people.map((person) => person.id);
  const again = replanRounds({ ...inputs, previous, present, roundsDone: 1 });
  t.equal(again.tablesKept, 8);
  t.same(
    again.rounds.map((round) => round.tables.map((table) => [...table.seats].sort())),
    previous.map((round) => round.tables.map((table) => [...table.seats].sort())),
  );
});

t.test('only the table that lost somebody takes in the one who walked in', async (t) => {
  const previous = formRounds(question).rounds;
  const missing = previous[1]?.tables[3]?.seats[0] as string;
  const walkIn = { id: 'walk-in', unit: 'u9', location: 'l9' };
  const present = [...people.map((person) => person.id).filter((id) => id !== missing), 'walk-in'];
  const { rounds, tablesKept } = replanRounds({
    ...inputs,
    people: [...people, walkIn],
    previous: previous.slice(0, 2),
    present,
    roundsDone: 1,
  });
  t.same(
    rounds[0]?.tables.map((table) => table.seats),
    previous[0]?.tables.map((table) => table.seats),
  );
  t.same(rounds[1]?.tables.flatMap((table) => table.seats).sort(), [...present].sort());
  t.equal(tablesKept, 3);
});

t.test('a table that nobody came to is given up', async (t) => {
  const previous = formRounds({ ...question, rounds: 1 }).rounds;
  const missing = new Set(previous[0]?.tables[1]?.seats);
  const present = people.map((person) => person.id).filter((id) => !missing.has(id));
  const { rounds, tablesKept } = replanRounds({ ...inputs, previous, present, roundsDone: 0 });
  t.equal(rounds[0]?.tables.length, 3);
  t.equal(tablesKept, 3);
});
