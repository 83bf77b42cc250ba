import fc from 'fast-check';
import t from 'tap';

import { piecesOf, withPiece } from '../../src/engine/pieces.ts';

const joined = (value: unknown) => [...piecesOf(value)].reduce(withPiece, undefined as unknown);

t.test('a value is what its pieces make, however long its lists and texts are', async (t) => {
  const long = Array.from({ length: 12_345 }, (_, n) => ({ n, tags: [`tag ${n % 7}`, 'é'], none: null }));
  const text = 'a line\n'.repeat(100_000);
  const part = fc.oneof(fc.jsonValue(), fc.constantFrom(long, long.slice(0, 3_000), text, [text, [long]]));
  fc.assert(
    fc.property(fc.oneof(part, fc.array(part), fc.dictionary(fc.string({ maxLength: 3 }), part)), (value) => {
      t.strictSame(joined(value), value);
    }),
    { numRuns: 100 },
  );
  t.strictSame(joined({ left: undefined, at: new Date(0), nothing: [] }), {
    left: undefined,
    at: new Date(0),
    nothing: [],
  });
});

t.test('no piece holds more than some thousand values, in lists and in lists of lists', async (t) => {
  const seats = Array.from({ length: 60_000 }, (_, n) => n);
  const tables = Array.from({ length: 2_000 }, (_, n) => ({ number: n, seats: [1, 2, 3, 4, 5, 6] }));
  for (const [value, pieces] of [
    [seats, 16],
    [[1, 2, 3].map((number) => ({ number, tables })), 25],
    [{ few: [1, 2, 3] }, 1],
  ] as const) {
    const lengths = [...piecesOf(value)].map((piece) => JSON.stringify(piece).length);
    t.ok(
      lengths.every((length) => length < 40_000),
      `${Math.max(...lengths)} characters`,
    );
    t.equal(lengths.length, pieces);
  }
});
