import type { Random } from '../random.ts';
import { shuffle } from '../random.ts';
import type { Groups, MdgpInstance } from './instance.ts';

const NOBODY = -1;
/**
 * Puts a division together from two, with the group sizes of one of them: in turn each parent gives the group whose
 * members not yet placed gain most from each other. Who is left over, because groups overlap or sizes differ, fills the gaps at random.
 * After the group-wise crossover of grouping genetic algorithms (Falkenauer 1998).
 */
export function crossGroups(instance: MdgpInstance, one: Groups, other: Groups, random: Random): Groups {
  const { people, groups } = instance;
  const sizes = sizesOf(random.below(2) === 0 ? one : other, groups);
  const child = new Int32Array(people).fill(NOBODY);
  const parents = [unplacedOf(instance, one), unplacedOf(instance, other)] as const;
  const free = new Set(Array.from({ length: groups }, (_, g) => g));
  for (let turn = random.below(2); free.size > 0; turn = 1 - turn) {
    const parent = parents[turn]!;
    const label = strongestGroup(parent);
    const members = parent.members[label]!;
    const own = free.has(label) ? label : closestLabel(sizes, free, members.length);
    free.delete(own);
    for (const member of members.slice(0, sizes[own])) {
      child[member] = own;
      leave(instance, parents[0], one[member]!, member);
      leave(instance, parents[1], other[member]!, member);
    }
  }
  fillGaps(sizes, child, random);
  return child;
}

/** Of one parent, the members of each group not yet placed, and the sum of the gains of their pairs. */
type Unplaced = { members: number[][]; sums: Float64Array };

function unplacedOf({ people, groups, gain }: MdgpInstance, parent: Groups): Unplaced {
  const members: number[][] = Array.from({ length: groups }, () => []);
  const sums = new Float64Array(groups);
  for (let i = 0; i < people; i++) {
    const group = members[parent[i]!]!;
    for (const j of group) sums[parent[i]!]! += gain[i * people + j]!;
    group.push(i);
  }
  return { members, sums };
}

/** The label of the group, one with members while there is any, whose pairs not yet placed gain most. */
function strongestGroup({ members, sums }: Unplaced): number {
  let strongest = 0;
  for (const [g, group] of members.entries())
    if (group.length > 0 && (members[strongest]!.length === 0 || sums[g]! > sums[strongest]!)) strongest = g;
  return strongest;
}

function leave({ people, gain }: MdgpInstance, parent: Unplaced, label: number, person: number): void {
  const group = parent.members[label]!;
  group.splice(group.indexOf(person), 1);
  for (const other of group) parent.sums[label]! -= gain[person * people + other]!;
}

/** The free label whose group is to be nearest to so many members. */
function closestLabel(sizes: Int32Array, free: ReadonlySet<number>, members: number): number {
  let closest = -1;
  for (const label of free)
    if (closest < 0 || Math.abs(sizes[label]! - members) < Math.abs(sizes[closest]! - members))
      closest = label;
  return closest;
}

/** Seats whoever has no group at random where these sizes leave room. */
function fillGaps(sizes: Int32Array, groupOf: Groups, random: Random): void {
  const room = sizes.slice();
  for (const group of groupOf) if (group !== NOBODY) room[group]!--;
  const seats = shuffle(seatsOf(room), random);
  for (const [person, group] of groupOf.entries()) if (group === NOBODY) groupOf[person] = seats.pop()!;
}

/** How many members each group has. */
function sizesOf(groupOf: Groups, groups: number): Int32Array {
  const sizes = new Int32Array(groups);
  for (const group of groupOf) sizes[group]!++;
  return sizes;
}

/** The label of each group as often as it has members. */
const seatsOf = (sizes: Int32Array): number[] =>
  Array.from(sizes).flatMap((size, group) => new Array<number>(size).fill(group));

/** A random division into groups of just these sizes. */
export const randomGroups = (sizes: Int32Array, random: Random): Groups =>
  shuffle(Int32Array.from(seatsOf(sizes)), random);
