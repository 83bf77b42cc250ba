import t from 'tap';

import { formRounds, holdRounds, type MixPerson, replanRounds } from '../../src/mixing/index.ts';
import { seededRandom } from '../../src/mixing/random.ts';

const TODAY = '2026-06-01';
const ROOM = 200;
const random = seededRandom(7);
const people: MixPerson[] = Array.from({ length: ROOM }, (_, i) => ({
  id: `p${i}`,
  unit: `u${random.below(12)}`,
  location: `l${random.below(5)}`,
  grade: `g${random.below(4)}`,
}));
const history = Array.from({ length: ROOM * 10 }, () => ({
  a: `p${random.below(ROOM)}`,
  b: `p${random.below(ROOM)}`,
  metOn: '2026-03-01',
})).filter(({ a, b }) => a !== b);
const inputs = { people, history, tableSize: 6, seed: 1, today: TODAY };
const planned = formRounds({ ...inputs, rounds: 4 }).rounds;

/** Time of the processor, which other work on the machine does not lengthen as it does time on the wall. */
function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

t.test('moving one of 200 people is scored afresh in less than a millisecond', async (t) => {
  const held = holdRounds({ people, history, rounds: planned, today: TODAY });
  const moves = 400;
  const edits = Array.from({ length: moves }, () => ({
    round: 1 + random.below(4),
    personId: `p${random.below(ROOM)}`,
    table: 1 + random.below(30),
  }));
  const ms = cpuMs(() => {
    for (const edit of edits) held.move(edit);
  });
  t.ok(ms / moves < 1, `${(ms / moves).toFixed(3)} ms a move`);
});

t.test('tables of 200 are planned anew from who is there in less than 200 ms', async (t) => {
  const away = new Set(Array.from({ length: 12 }, (_, k) => `p${k * 16}`));
  const present = people.map(({ id }) => id).filter((id) => !away.has(id));
  const replan = () => replanRounds({ ...inputs, previous: planned, present, roundsDone: 1 });
  const times = Array.from({ length: 5 }, () => cpuMs(replan));
  t.ok(Math.min(...times) < 200, `${times.map((ms) => ms.toFixed(0)).join(', ')} ms`);
  const { rounds, tablesKept } = replan();
  for (const { tables } of rounds.slice(1)) {
    t.same(tables.flatMap(({ seats }) => seats).sort(), present.toSorted());
    const sizes = tables.map(({ seats }) => seats.length);
    t.ok(Math.max(...sizes) - Math.min(...sizes) <= 1);
  }
  const whole = planned
    .slice(1)
    .flatMap(({ tables }) => tables.filter((table) => !table.seats.some((id) => away.has(id))));
  t.ok(tablesKept >= whole.length / 2, `${tablesKept} of ${whole.length} tables that all came to`);
});
