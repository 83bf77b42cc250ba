/** Whose turn it is: before the first, one of the speakers, or over. */
export type Turn<S> =
  | { at: 'start' }
  | { at: 'speaker'; speaker: S; index: number; next: S | null; number: number; count: number }
  | { at: 'end' };

/**
 * The turn of a number, 1 for the first of those who are here; `out` are places in the order of those who are not.
 * Every one who is here has one turn, in the order.
 */
export function turnAt<S>(order: readonly S[], out: ReadonlySet<number>, number: number): Turn<S> {
  if (number < 1) return { at: 'start' };
  const here = [...order.keys()].filter((index) => !out.has(index));
  const index = here[number - 1];
  const speaker = index === undefined ? undefined : order[index];
  if (index === undefined || speaker === undefined) return { at: 'end' };
  const after = here[number];
  return {
    at: 'speaker',
    speaker,
    index,
    next: after === undefined ? null : (order[after] ?? null),
    number,
    count: here.length,
  };
}
