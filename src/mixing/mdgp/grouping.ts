import type { Groups, MdgpInstance } from './instance.ts';

/** A division into groups with what is needed to price a move in constant time. Made once and loaded again and again. */
export type Grouping = {
  instance: MdgpInstance;
  groupOf: Groups;
  size: Int32Array;
  /** `gainTo[g * people + i]`: the sum of the gains of person i with the members of group g */
  gainTo: Float64Array;
};

/** Room for a division; load one before use. */
export function emptyGrouping(instance: MdgpInstance): Grouping {
  return {
    instance,
    groupOf: new Int32Array(instance.people),
    size: new Int32Array(instance.groups),
    gainTo: new Float64Array(instance.groups * instance.people),
  };
}

/** Takes over a division and sums the gains afresh: people² additions. */
export function load(grouping: Grouping, groupOf: Groups): void {
  const { people, gain } = grouping.instance;
  grouping.groupOf.set(groupOf);
  grouping.size.fill(0);
  grouping.gainTo.fill(0);
  for (let j = 0; j < people; j++) {
    const group = groupOf[j]!;
    grouping.size[group]!++;
    const row = group * people;
    const gains = j * people;
    for (let i = 0; i < people; i++) grouping.gainTo[row + i]! += gain[gains + i]!;
  }
}

/** What an exchange of two people of different groups adds to the objective. */
export function exchangeGain({ instance, groupOf, gainTo }: Grouping, a: number, b: number): number {
  const n = instance.people;
  const rowA = groupOf[a]! * n;
  const rowB = groupOf[b]! * n;
  return (
    gainTo[rowB + a]! -
    gainTo[rowA + a]! +
    gainTo[rowA + b]! -
    gainTo[rowB + b]! -
    2 * instance.gain[a * n + b]!
  );
}

/** Exchanges two people of different groups: 2 · people additions. */
export function exchange({ instance, groupOf, gainTo }: Grouping, a: number, b: number): void {
  const n = instance.people;
  const { gain } = instance;
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
}

/** What a move of a person to another group adds to the objective. */
export const moveGain = ({ instance, groupOf, gainTo }: Grouping, person: number, group: number): number =>
  gainTo[group * instance.people + person]! - gainTo[groupOf[person]! * instance.people + person]!;

/** Whether the sizes allow the move. */
export const mayMove = ({ instance, groupOf, size }: Grouping, person: number, group: number): boolean =>
  group !== groupOf[person] &&
  size[groupOf[person]!]! > instance.low[groupOf[person]!]! &&
  size[group]! < instance.up[group]!;

/** Moves a person to another group: 2 · people additions. */
export function move({ instance, groupOf, size, gainTo }: Grouping, person: number, group: number): void {
  const n = instance.people;
  const { gain } = instance;
  const from = groupOf[person]!;
  groupOf[person] = group;
  size[from]!--;
  size[group]!++;
  const gains = person * n;
  for (let i = 0; i < n; i++) {
    gainTo[from * n + i]! -= gain[gains + i]!;
    gainTo[group * n + i]! += gain[gains + i]!;
  }
}
