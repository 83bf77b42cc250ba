/**
 * Whether two lists hold the same rows in the same order; values are plain, or lists of plain values. Ten thousand rows
 * take a few milliseconds, where a comparison of any depth would hold up other requests.
 */
export function isSameRows(one: readonly object[], other: readonly object[]): boolean {
  if (one === other) return true;
  return one.length === other.length && one.every((row, i) => isSameRow(row, other[i] ?? {}));
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
