import type { Random } from '../random.ts';

/**
 * The Maximally Diverse Grouping Problem: everybody into groups of given sizes so that the sum of the gains of all
 * pairs that share a group is greatest.
 */
export type MdgpInstance = {
  people: number;
  groups: number;
  /** fewest and most members of each group */
  low: Int32Array;
  up: Int32Array;
  /** `gain[i * people + j]`, symmetric, 0 on the diagonal */
  gain: Float64Array;
};

/** Who is in which group: `groupOf[i]` for each person. */
export type Groups = Int32Array;

/** The sum of the gains of all pairs that share a group, counted afresh. */
export function objective({ people, gain }: MdgpInstance, groupOf: Groups): number {
  let sum = 0;
  for (let i = 0; i < people; i++)
    for (let j = 0; j < i; j++) if (groupOf[i] === groupOf[j]) sum += gain[i * people + j]!;
  return sum;
}

/** What an exchange of two people of different groups adds to the objective, counted afresh. */
export function exchangeGain({ people, gain }: MdgpInstance, groupOf: Groups, a: number, b: number): number {
  let sum = 0;
  for (let i = 0; i < people; i++) {
    const change = gain[a * people + i]! - gain[b * people + i]!;
    if (groupOf[i] === groupOf[b] && i !== b) sum += change;
    if (groupOf[i] === groupOf[a] && i !== a) sum -= change;
  }
  return sum;
}

/** Triples looked at. */
const TRIPLES = 300;

/** Whether the gains look like distances: in random triples no way round is shorter than the way straight. */
export function gainsAreDistances({ people, gain }: MdgpInstance, random: Random): boolean {
  for (let k = 0; k < TRIPLES; k++) {
    const a = random.below(people);
    const b = random.below(people);
    const c = random.below(people);
    const straight = gain[a * people + c]!;
    const round = gain[a * people + b]! + gain[b * people + c]!;
    if (a !== b && b !== c && straight > round + ROUNDING * Math.abs(straight)) return false;
  }
  return true;
}

/** Files give distances to three places. */
const ROUNDING = 1e-3;
