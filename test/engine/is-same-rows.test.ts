import t from 'tap';

import { isSameRows } from '../../src/engine/is-same-rows.ts';

t.test('rows are the same only in the same order with the same values, lists among them', async (t) => {
  const rows = [
    { id: 'a', grade: null, languages: ['en', 'fr'] },
    { id: 'b', grade: 'G5', languages: [] },
  ];
  t.equal(await isSameRows(rows, structuredClone(rows)), true);
  t.equal(await isSameRows([], []), true);
  for (const other of [
    rows.toReversed(),
    rows.slice(1),
    [...rows, { id: 'c', grade: null, languages: [] }],
    [{ ...rows[0], grade: 'G5' }, rows[1] ?? {}],
    [{ ...rows[0], languages: ['fr', 'en'] }, rows[1] ?? {}],
    [{ ...rows[0], languages: ['en'] }, rows[1] ?? {}],
    [{ id: 'a', grade: null }, rows[1] ?? {}],
  ]) {
    t.equal(await isSameRows(rows, other), false, JSON.stringify(other));
  }
});
