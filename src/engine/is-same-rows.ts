import { setImmediate } from 'node:timers/promises';

/** So many rows are compared at once, in a millisecond. */
const ROWS_PER_TURN = 1_000;

/**
 * Whether two lists hold the same rows in the same order; values are plain, or lists of plain values. Ten thousand rows
 * take a few milliseconds, and other requests have their turn in between.
 */
export async function isSameRows(one: readonly object[], other: readonly object[]): Promise<boolean> {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  for (const [i, row] of one.entries()) {
    if (i % ROWS_PER_TURN === ROWS_PER_TURN - 1) await setImmediate();
    if (!isSameRow(row, other[i] ?? {})) return false;
  }
  return true;
}

function isSameRow(one: object, other: object): boolean {
  const values = Object.values(one);
  const others = Object.values(other);
  return values.length === others.length && values.every((value, k) => isSameValue(value, others[k]));
}

function isSameValue(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  if (one === other) return true;
  return one.length === other.length && one.every((item, i) => item === other[i]);
}
