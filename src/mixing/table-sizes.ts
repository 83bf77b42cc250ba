import { MixingError } from './mixing-error.ts';

/** More rounds than this is a slip of the hand: no event has them. */
const ROUNDS_MAX = 1000;

/** Throws unless people, table size and rounds can make a plan at all. */
export function checkShape(people: number, tableSize: number, rounds: number): void {
  if (people < 2) throw new MixingError('too-few-people', 'A plan needs at least two people.');
  if (!Number.isInteger(tableSize) || tableSize < 2)
    throw new MixingError('table-size-too-small', 'A table needs a whole number of at least two seats.');
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > ROUNDS_MAX)
    throw new MixingError(
      'rounds-out-of-range',
      `The number of rounds must lie between 1 and ${ROUNDS_MAX}.`,
    );
}

/**
 * Sizes of the tables, largest first, differing by at most one. There are as few tables as keep each within `tableSize`;
 * only where that would leave somebody alone (pairs out of an odd number) one table takes one more.
 */
export function tableSizes(people: number, tableSize: number): Int32Array {
  const wanted = Math.ceil(people / tableSize);
  const tables = Math.floor(people / wanted) < 2 ? Math.max(1, Math.floor(people / tableSize)) : wanted;
  return evenSizes(people, tables);
}

/** `people` over `tables` as evenly as whole numbers allow, larger ones first. */
export function evenSizes(people: number, tables: number): Int32Array {
  const small = Math.floor(people / tables);
  const larger = people % tables;
  return Int32Array.from({ length: tables }, (_, t) => (t < larger ? small + 1 : small));
}

/** Pairs that sit together in one round. */
export function pairsPerRound(sizes: Int32Array): number {
  let pairs = 0;
  for (const size of sizes) pairs += (size * (size - 1)) / 2;
  return pairs;
}
