import type { Random } from '../random.ts';
import { shuffle } from '../random.ts';
import type { Groups, MdgpInstance } from './instance.ts';

/** No group, and no label. */
const NONE = -1;

/**
 * Puts a division together from two, with the group sizes of one of them: in turn each parent gives the group whose
 * members not yet placed gain most from each other. Who is left over, because groups overlap or sizes differ, fills the gaps at random.
 * After the group-wise crossover of grouping genetic algorithms (Falkenauer 1998).
 */
export function crossGroups(instance: MdgpInstance, one: Groups, other: Groups, random: Random): Groups {
  const { people, groups } = instance;
  const sizes = sizesOf(random.below(2) === 0 ? one : other, groups);
  const child = new Int32Array(people).fill(NONE);
  const parents = [unplacedOf(instance, one), unplacedOf(instance, other)] as const;
  const free = new Uint8Array(groups).fill(1);
  let turn = random.below(2);
  for (let left = groups; left > 0; left--, turn = 1 - turn) {
    const parent = parents[turn]!;
    const label = strongestGroup(parent);
    const own = free[label] ? label : closestLabel(sizes, free, parent.count[label]!);
    free[own] = 0;
    for (let given = Math.min(parent.count[label]!, sizes[own]!); given > 0; given--) {
      const member = parent.members[parent.first[label]!]!;
      child[member] = own;
      leave(instance, parents[0], member);
      leave(instance, parents[1], member);
    }
  }
  fillGaps(sizes, child, random);
  return child;
}

/**
 * Of one parent, the members of each group not yet placed, and the sum of the gains of their pairs: group g has
 * `count[g]` of the `members` from `first[g]` on, in the order of their numbers.
 */
type Unplaced = {
  parent: Groups;
  members: Int32Array;
  first: Int32Array;
  count: Int32Array;
  sums: Float64Array;
};

function unplacedOf({ people, groups, gain }: MdgpInstance, parent: Groups): Unplaced {
  const sizes = sizesOf(parent, groups);
  const first = new Int32Array(groups);
  for (let g = 1; g < groups; g++) first[g] = first[g - 1]! + sizes[g - 1]!;
  const members = new Int32Array(people);
  const count = new Int32Array(groups);
  const sums = new Float64Array(groups);
  for (let i = 0; i < people; i++) {
    const g = parent[i]!;
    const end = first[g]! + count[g]!;
    let sum = sums[g]!;
    for (let k = first[g]!; k < end; k++) sum += gain[i * people + members[k]!]!;
    sums[g] = sum;
    members[end] = i;
    count[g]!++;
  }
  return { parent, members, first, count, sums };
}

/** The label of the group, one with members while there is any, whose pairs not yet placed gain most. */
function strongestGroup({ count, sums }: Unplaced): number {
  let strongest = 0;
  for (let g = 0; g < count.length; g++)
    if (count[g]! > 0 && (count[strongest] === 0 || sums[g]! > sums[strongest]!)) strongest = g;
  return strongest;
}

/** Takes a person out of their group. */
function leave({ people, gain }: MdgpInstance, unplaced: Unplaced, person: number): void {
  const { parent, members, first, count, sums } = unplaced;
  const g = parent[person]!;
  const last = first[g]! + count[g]! - 1;
  let sum = sums[g]!;
  let to = first[g]!;
  for (let k = to; k <= last; k++) {
    const member = members[k]!;
    if (member === person) continue;
    sum -= gain[person * people + member]!;
    members[to++] = member;
  }
  sums[g] = sum;
  count[g]!--;
}

/** The free label whose group is to be nearest to so many members. */
function closestLabel(sizes: Int32Array, free: Uint8Array, members: number): number {
  let closest = NONE;
  for (let label = 0; label < free.length; label++)
    if (
      free[label] &&
      (closest === NONE || Math.abs(sizes[label]! - members) < Math.abs(sizes[closest]! - members))
    )
      closest = label;
  return closest;
}

/** Seats whoever has no group at random where these sizes leave room. */
function fillGaps(sizes: Int32Array, groupOf: Groups, random: Random): void {
  const room = sizes.slice();
  for (const group of groupOf) if (group !== NONE) room[group]!--;
  const seats = shuffle(seatsOf(room), random);
  let last = seats.length;
  for (let person = 0; person < groupOf.length; person++)
    if (groupOf[person] === NONE) groupOf[person] = seats[--last]!;
}

/** How many members each group has. */
function sizesOf(groupOf: Groups, groups: number): Int32Array {
  const sizes = new Int32Array(groups);
  for (let person = 0; person < groupOf.length; person++) sizes[groupOf[person]!]!++;
  return sizes;
}

/** The label of each group as often as it has members. */
function seatsOf(sizes: Int32Array): Int32Array {
  const seats = new Int32Array(sizes.reduce((sum, size) => sum + size, 0));
  let seat = 0;
  for (let group = 0; group < sizes.length; group++) {
    seats.fill(group, seat, seat + sizes[group]!);
    seat += sizes[group]!;
  }
  return seats;
}

/** A random division into groups of just these sizes. */
export const randomGroups = (sizes: Int32Array, random: Random): Groups => shuffle(seatsOf(sizes), random);
