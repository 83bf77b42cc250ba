import fc from 'fast-check';
import t from 'tap';
import {
  type AgendaBlock,
  lengthOf,
  roundsAgenda,
  scaleAgenda,
  shareOut,
  shortestOf,
  tableMinutes,
} from '../../src/gatherings/agenda.ts';

const TEMPLATE: AgendaBlock[] = [
  { title: 'a', minutes: 20, kind: 'opening' },
  { title: 'b', minutes: 15, kind: 'break' },
  { title: 'c', minutes: 40, kind: 'tables' },
];
const minutes = (agenda: AgendaBlock[]) => agenda.map((block) => block.minutes);

t.test('minutes are shared by the largest remainder, the earlier first, at least one each', async (t) => {
  t.strictSame(shareOut(90, [5, 15, 50, 15, 5]), [5, 15, 50, 15, 5]);
  t.strictSame(shareOut(10, [1, 1, 1]), [4, 3, 3]);
  t.strictSame(shareOut(4, [1, 50, 1]), [1, 2, 1]);
  t.strictSame(shareOut(3, [1, 50, 1]), [1, 1, 1]);
  t.throws(() => shareOut(2, [1, 50, 1]), RangeError);
});

t.test('shares are whole, positive, add up and stay within a minute of proportion', async () => {
  const weights = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(weights, fc.integer({ min: 20, max: 3_000 }), (parts, total) => {
      const shares = shareOut(total, parts);
      const whole = parts.reduce((a, b) => a + b);
      const exact = parts.map((part) => (part * total) / whole);
      const fair = shares.every((share, i) => Math.abs(share - (exact[i] ?? 0)) < 1);
      return (
        shares.every((share) => Number.isInteger(share) && share >= 1) &&
        shares.reduce((a, b) => a + b) === total &&
        (fair || exact.some((value) => value < 1))
      );
    }),
  );
});

t.test('a scaled agenda keeps its breaks', async (t) => {
  t.strictSame(minutes(scaleAgenda(TEMPLATE, 75)), [20, 15, 40]);
  t.strictSame(minutes(scaleAgenda(TEMPLATE, 135)), [40, 15, 80]);
  t.equal(shortestOf(TEMPLATE), 17);
  t.strictSame(minutes(scaleAgenda(TEMPLATE, 17)), [1, 15, 1]);
  t.throws(() => scaleAgenda(TEMPLATE, 16), RangeError);
  t.equal(lengthOf(TEMPLATE), 75);
  t.strictSame(tableMinutes(TEMPLATE), [40]);
});

t.test('rounds keep their length while there is time, and then what surrounds them gives way', async (t) => {
  const rounds = {
    titles: ['1', '2', '3'],
    roundMinutes: 20,
    opening: { title: 'in', minutes: 10, kind: 'opening' },
    closing: { title: 'out', minutes: 20, kind: 'closing' },
  } as const;
  t.strictSame(minutes(roundsAgenda(rounds, 90)), [10, 20, 20, 20, 20]);
  t.strictSame(minutes(roundsAgenda(rounds, 62)), [1, 20, 20, 20, 1]);
  t.strictSame(minutes(roundsAgenda(rounds, 61)), [20, 20, 20, 1]);
  t.strictSame(minutes(roundsAgenda(rounds, 60)), [20, 20, 20]);
  t.strictSame(minutes(roundsAgenda(rounds, 32)), [11, 11, 10]);
});
