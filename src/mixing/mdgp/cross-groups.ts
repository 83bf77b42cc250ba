import type { Random } from '../random.ts';
import { shuffle } from '../random.ts';
import type { Groups, MdgpInstance } from './instance.ts';

const NOBODY = -1;
/** One member too many or too few weighs more than any room to spare. */
const MISFIT_OUTWEIGHS = 1e6;

/**
 * Puts a division together from two: in turn each parent gives the group whose members not yet placed gain most from
 * each other. Who is left over, because groups overlap or sizes differ, fills the gaps in random order.
 * After the group-wise crossover of grouping genetic algorithms (Falkenauer 1998).
 */
export function crossGroups(instance: MdgpInstance, one: Groups, other: Groups, random: Random): Groups {
  const { people, groups, up } = instance;
  const child = new Int32Array(people).fill(NOBODY);
  const parents = [unplacedOf(instance, one), unplacedOf(instance, other)] as const;
  const free = new Set(Array.from({ length: groups }, (_, g) => g));
  for (let turn = random.below(2); free.size > 0; turn = 1 - turn) {
    const parent = parents[turn]!;
    const label = strongestGroup(parent);
    const members = parent.members[label]!;
    const own = free.has(label) ? label : closestLabel(instance, free, members.length);
    free.delete(own);
    for (const member of members.slice(0, up[own])) {
      child[member] = own;
      leave(instance, parents[0], one[member]!, member);
      leave(instance, parents[1], other[member]!, member);
    }
  }
  fillGaps(instance, child, random);
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

/** The free label whose bounds suit so many members best: least to add or to leave, then least room to spare. */
function closestLabel({ low, up }: MdgpInstance, free: ReadonlySet<number>, members: number): number {
  let closest = -1;
  let least = Number.POSITIVE_INFINITY;
  for (const label of free) {
    const misfit = Math.max(0, low[label]! - members, members - up[label]!);
    const distance = misfit * MISFIT_OUTWEIGHS + Math.abs(up[label]! - members);
    if (distance >= least) continue;
    least = distance;
    closest = label;
  }
  return closest;
}

/** Seats whoever has no group, groups below their least size first; then takes from the largest what a group still lacks. */
export function fillGaps({ people, groups, low, up }: MdgpInstance, groupOf: Groups, random: Random): void {
  const size = new Int32Array(groups);
  for (const group of groupOf) if (group !== NOBODY) size[group]!++;
  const waiting = Int32Array.from({ length: people }, (_, i) => i).filter((i) => groupOf[i] === NOBODY);
  const join = (person: number, group: number): void => {
    if (groupOf[person] !== NOBODY) size[groupOf[person]!]!--;
    groupOf[person] = group;
    size[group]!++;
  };
  for (const person of shuffle(waiting, random)) {
    let group = size.findIndex((members, g) => members < low[g]!);
    if (group < 0)
      do group = random.below(groups);
      while (size[group]! >= up[group]!);
    join(person, group);
  }
  for (let group = 0; group < groups; group++)
    while (size[group]! < low[group]!) {
      const giver = size.findIndex((members, g) => members > low[g]!);
      join(groupOf.indexOf(giver), group);
    }
}

/** A random division into groups of just these sizes. */
export function randomGroups(sizes: Int32Array, random: Random): Groups {
  const groupOf = Array.from(sizes).flatMap((size, group) => new Array<number>(size).fill(group));
  return shuffle(Int32Array.from(groupOf), random);
}
