import t from 'tap';

import { pairFigures } from '../../src/encounters/outcome-figures.ts';

const heldAt = new Date('2026-11-02T08:00:00Z');
/** The tables {AABC, ABBC, ABCC} of the domain's vector: cross share 5/6, mix ratio 1.145833. */
const TABLES = ['AABC', 'ABBC', 'ABCC'];
const seats = TABLES.map((units, table) =>
  [...units].map((unit, seat) => ({ id: `p${table}${seat}`, unit })),
);
const units = new Map(seats.flat().map(({ id, unit }) => [id, unit]));
const pairs = seats.flatMap((table) =>
  table.flatMap((a, i) => table.slice(i + 1).map((b) => ({ personA: a.id, personB: b.id }))),
);

t.test('the mix ratio of the published vector is exact', async (t) => {
  const figures = pairFigures(pairs, units, [], heldAt);
  t.equal(figures.pairsMet, 18);
  t.equal(figures.newPairShare, 1);
  t.equal(figures.mixRatio?.toFixed(6), '1.145833');
});

t.test('a pair that met within 365 days is not new, one that met before that is new again', async (t) => {
  const earlier = [
    { a: 'p00', b: 'p01', metOn: '2025-11-03' },
    { a: 'p03', b: 'p02', metOn: '2026-10-01' },
    { a: 'p00', b: 'p02', metOn: '2025-10-31' },
  ];
  t.equal(pairFigures(pairs, units, earlier, heldAt).newPairShare, 16 / 18);
});

t.test('a pair that sat together in two rounds met once', async (t) => {
  t.equal(pairFigures([...pairs, ...pairs], units, [], heldAt).pairsMet, 18);
});

t.test('without pairs there is nothing to say of them', async (t) => {
  t.same(pairFigures([], units, [], heldAt), { pairsMet: 0, newPairShare: null, mixRatio: null });
});

t.test('in a room of one unit the mix ratio is undefined', async (t) => {
  const one = new Map([
    ['a', 'Finance'],
    ['b', 'Finance'],
  ]);
  t.same(pairFigures([{ personA: 'a', personB: 'b' }], one, [], heldAt), {
    pairsMet: 1,
    newPairShare: 1,
    mixRatio: null,
  });
});
