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
  const { people, groups } = instance;
  const child = new Int32Array(people).fill(NOBODY);
  const taken = new Uint8Array(people);
  const free = new Set(Array.from({ length: groups }, (_, g) => g));
  for (let turn = random.below(2); free.size > 0; turn = 1 - turn) {
    const { members, label } = strongestGroup(instance, turn === 0 ? one : other, taken);
    const own = free.has(label) ? label : closestLabel(instance, free, members.length);
    free.delete(own);
    for (const member of members.slice(0, instance.up[own])) {
      taken[member] = 1;
      child[member] = own;
    }
  }
  fillGaps(instance, child, random);
  return child;
}

/** The group of a parent, less those placed already, that gains most, and the label it has there. */
function strongestGroup(
  { people, groups, gain }: MdgpInstance,
  parent: Groups,
  taken: Uint8Array,
): { members: number[]; label: number } {
  const members: number[][] = Array.from({ length: groups }, () => []);
  for (let i = 0; i < people; i++) if (taken[i] === 0) members[parent[i]!]!.push(i);
  let label = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (const [g, group] of members.entries()) {
    let sum = 0;
    for (const i of group) for (const j of group) sum += gain[i * people + j]!;
    if (group.length === 0 || sum <= most) continue;
    label = g;
    most = sum;
  }
  return { members: members[label]!, label };
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
