import t from 'tap';
import { coverExactly } from '../../../src/mixing/golf/exact-cover.ts';
import { seededRandom } from '../../../src/mixing/random.ts';

t.test('rows are found that cover every column once, over more than one word', async (t) => {
  const bits = Int32Array.from([0b011, 0, 0b110, 0, 0b100, 1, 0b001, 1, 0b010, -2]);
  const cover = coverExactly(
    { words: 2, bits },
    Int32Array.from([0, 1, 2, 3]),
    Int32Array.from([0b111, 1]),
    seededRandom(1),
  );
  t.same(cover?.sort(), [0, 2]);
});

t.test('where rows only overlap there is no cover', async (t) => {
  const bits = Int32Array.from([0b011, 0b110]);
  const rows = Int32Array.from([0, 1]);
  t.equal(coverExactly({ words: 1, bits }, rows, Int32Array.from([0b111]), seededRandom(1)), null);
  t.same(coverExactly({ words: 1, bits }, rows, Int32Array.from([0]), seededRandom(1)), []);
});
