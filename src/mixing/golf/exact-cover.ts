import { type Random, shuffle } from '../random.ts';

/** Rows of bits, `words` 32-bit words each: row r sets bit c when it covers column c. */
export type CoverRows = { words: number; bits: Int32Array };

/**
 * Rows that cover every column of `open` exactly once and no other, or null when there are none. Branches on the column
 * that fewest rows cover (Knuth's algorithm X, 2000), rows in random order. `rows` are the indices to choose from.
 */
export function coverExactly(
  { words, bits }: CoverRows,
  rows: Int32Array,
  open: Int32Array,
  random: Random,
): number[] | null {
  if (open.every((word) => word === 0)) return [];
  const fitting = fittingRows(rows, words, bits, open);
  const column = rarestColumn(fitting, words, bits, open);
  const [word, bit] = [column >> 5, 1 << (column & 31)];
  const covering: number[] = [];
  for (let i = 0; i < fitting.length; i++)
    if ((bits[fitting[i]! * words + word]! & bit) !== 0) covering.push(fitting[i]!);
  for (const row of shuffle(covering, random)) {
    const left = open.map((openWord, w) => openWord & ~bits[row * words + w]!);
    const rest = coverExactly({ words, bits }, fitting, left, random);
    if (rest !== null) return [row, ...rest];
  }
  return null;
}

/** The rows that cover open columns only. */
function fittingRows(rows: Int32Array, words: number, bits: Int32Array, open: Int32Array): Int32Array {
  const fitting = new Int32Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const at = rows[i]! * words;
    let w = 0;
    while (w < words && (bits[at + w]! & ~open[w]!) === 0) w++;
    if (w === words) fitting[count++] = rows[i]!;
  }
  return fitting.subarray(0, count);
}

/** The open column that fewest of the rows cover. */
function rarestColumn(rows: Int32Array, words: number, bits: Int32Array, open: Int32Array): number {
  const covered = new Int32Array(32 * words);
  for (const row of rows)
    for (let w = 0; w < words; w++)
      for (let word = bits[row * words + w]!; word !== 0; word &= word - 1)
        covered[32 * w + 31 - Math.clz32(word & -word)]!++;
  let rarest = -1;
  for (let column = 0; column < covered.length; column++)
    if ((open[column >> 5]! & (1 << (column & 31))) !== 0)
      if (rarest < 0 || covered[column]! < covered[rarest]!) rarest = column;
  return rarest;
}
