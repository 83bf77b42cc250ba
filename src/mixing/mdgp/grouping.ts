import type { Groups, MdgpInstance } from './instance.ts';
import { type WholeGains, wholeGains } from './whole-gains.ts';

/** A division into groups with what is needed to price a move in constant time. Made once and loaded again and again. */
export type Grouping = WholeGains & {
  instance: MdgpInstance;
  groupOf: Groups;
  size: Int32Array;
  /** `gainTo[g * people + i]`: the sum of the gains of person i with the members of group g */
  gainTo: Int32Array;
  /** the same with the members of the own group */
  gainOwn: Int32Array;
};

/** Room for a division; load one before use. */
export function emptyGrouping(instance: MdgpInstance): Grouping {
  return {
    ...wholeGains(instance),
    instance,
    groupOf: new Int32Array(instance.people),
    size: new Int32Array(instance.groups),
    gainTo: new Int32Array(instance.groups * instance.people),
    gainOwn: new Int32Array(instance.people),
  };
}

/** Takes over a division and sums the gains afresh: people² additions. */
export function load(grouping: Grouping, groupOf: Groups): void {
  const { people } = grouping.instance;
  const { gain, gainTo } = grouping;
  grouping.groupOf.set(groupOf);
  grouping.size.fill(0);
  gainTo.fill(0);
  for (let j = 0; j < people; j++) {
    const group = groupOf[j]!;
    grouping.size[group]!++;
    const row = group * people;
    const gains = j * people;
    for (let i = 0; i < people; i++) gainTo[row + i]! += gain[gains + i]!;
  }
  sumOwn(grouping);
}

/** What an exchange of two people of different groups adds to the objective. */
export function exchangeGain(
  { instance, gain, groupOf, gainTo, gainOwn }: Grouping,
  a: number,
  b: number,
): number {
  const n = instance.people;
  const toB = gainTo[groupOf[b]! * n + a]! - gainOwn[a]!;
  const toA = gainTo[groupOf[a]! * n + b]! - gainOwn[b]!;
  return toB + toA - 2 * gain[a * n + b]!;
}

/** Exchanges two people of different groups: 3 · people additions. */
export function exchange(grouping: Grouping, a: number, b: number): void {
  const { gain, groupOf, gainTo } = grouping;
  const n = grouping.instance.people;
  const groupA = groupOf[a]!;
  const groupB = groupOf[b]!;
  groupOf[a] = groupB;
  groupOf[b] = groupA;
  const rowA = groupA * n;
  const rowB = groupB * n;
  const gainsA = a * n;
  const gainsB = b * n;
  for (let i = 0; i < n; i++) {
    const change = gain[gainsB + i]! - gain[gainsA + i]!;
    gainTo[rowA + i]! += change;
    gainTo[rowB + i]! -= change;
  }
  sumOwn(grouping);
}

/** What a move of a person to another group adds to the objective. */
export const moveGain = ({ instance, gainTo, gainOwn }: Grouping, person: number, group: number): number =>
  gainTo[group * instance.people + person]! - gainOwn[person]!;

/** Whether the sizes allow the move. */
export const mayMove = ({ instance, groupOf, size }: Grouping, person: number, group: number): boolean =>
  group !== groupOf[person] &&
  size[groupOf[person]!]! > instance.low[groupOf[person]!]! &&
  size[group]! < instance.up[group]!;

/** Moves a person to another group: 3 · people additions. */
export function move(grouping: Grouping, person: number, group: number): void {
  const { gain, groupOf, size, gainTo } = grouping;
  const n = grouping.instance.people;
  const from = groupOf[person]!;
  groupOf[person] = group;
  size[from]!--;
  size[group]!++;
  const gains = person * n;
  for (let i = 0; i < n; i++) {
    gainTo[from * n + i]! -= gain[gains + i]!;
    gainTo[group * n + i]! += gain[gains + i]!;
  }
  sumOwn(grouping);
}

function sumOwn({ instance, groupOf, gainTo, gainOwn }: Grouping): void {
  const n = instance.people;
  for (let i = 0; i < n; i++) gainOwn[i] = gainTo[groupOf[i]! * n + i]!;
}
