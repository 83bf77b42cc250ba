import type { Groups, MdgpInstance } from './instance.ts';

/** How many pairs of people share a group in both divisions. */
export function pairsInBoth({ people, groups }: MdgpInstance, one: Groups, other: Groups): number {
  const together = new Int32Array(groups * groups);
  let pairs = 0;
  for (let i = 0; i < people; i++) pairs += together[one[i]! * groups + other[i]!]!++;
  return pairs;
}
