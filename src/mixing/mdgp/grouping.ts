import type { Groups, MdgpInstance } from './instance.ts';
import { type WholeGains, wholeGains } from './whole-gains.ts';

/** A division into groups with what is needed to price a move in constant time. Made once and loaded again and again. */
export type Grouping = WholeGains & {
  instance: MdgpInstance;
  groupOf: Groups;
  size: Int32Array;
  /** `members[g * room + k]`: the members of group g, the first `size[g]` entries; `seat[i]` is where person i stands */
  room: number;
  members: Int32Array;
  seat: Int32Array;
  /** `gainTo[i * groups + g]`: the sum of the gains of person i with the members of group g */
  gainTo: Int32Array;
  /** the same with the members of the own group */
  gainOwn: Int32Array;
  /** `eager[g * groups + h]`: the most that anybody of group h gains by joining group g, own gains lost, or UNKNOWN */
  eager: Int32Array;
};

/** Below what any exchange can add. */
const NEVER = -(2 ** 30);
/** Above it: a bound not counted since one of the two groups changed. */
export const UNKNOWN = 2 ** 30;

/** Room for a division; load one before use. */
export function emptyGrouping(instance: MdgpInstance): Grouping {
  const { people, groups, up } = instance;
  const room = Math.min(
    people,
    up.reduce((most, bound) => Math.max(most, bound), 0),
  );
  return {
    ...wholeGains(instance),
    instance,
    groupOf: new Int32Array(people),
    size: new Int32Array(groups),
    room,
    members: new Int32Array(groups * room),
    seat: new Int32Array(people),
    gainTo: new Int32Array(people * groups),
    gainOwn: new Int32Array(people),
    eager: new Int32Array(groups * groups),
  };
}

/** Takes over a division and sums the gains afresh: people² additions. */
export function load(grouping: Grouping, groupOf: Groups): void {
  const { people, groups } = grouping.instance;
  const { gain, gainTo, gainOwn, size, room, members, seat } = grouping;
  grouping.groupOf.set(groupOf);
  size.fill(0);
  gainTo.fill(0);
  for (let j = 0; j < people; j++) {
    const group = groupOf[j]!;
    seat[j] = group * room + size[group]!;
    members[seat[j]!] = j;
    size[group]!++;
    const gains = j * people;
    for (let i = 0, to = group; i < people; i++, to += groups) gainTo[to]! += gain[gains + i]!;
  }
  for (let i = 0; i < people; i++) gainOwn[i] = gainTo[i * groups + groupOf[i]!]!;
  grouping.eager.fill(UNKNOWN);
}

/** The sum of all pairs inside groups, in whole gains. */
export function wholeObjective({ gainOwn }: Grouping): number {
  let sum = 0;
  for (let i = 0; i < gainOwn.length; i++) sum += gainOwn[i]!;
  return sum / 2;
}

/** What an exchange of two people of different groups adds to the objective. */
export function exchangeGain(
  { instance, gain, groupOf, gainTo, gainOwn }: Grouping,
  a: number,
  b: number,
): number {
  const { people, groups } = instance;
  const toB = gainTo[a * groups + groupOf[b]!]! - gainOwn[a]!;
  const toA = gainTo[b * groups + groupOf[a]!]! - gainOwn[b]!;
  return toB + toA - 2 * gain[a * people + b]!;
}

/** Exchanges two people of different groups: 3 · people additions; the bounds of the two groups wait until asked for. */
export function exchange(grouping: Grouping, a: number, b: number): void {
  const { gain, groupOf, gainTo, seat, members } = grouping;
  const { people, groups } = grouping.instance;
  const groupA = groupOf[a]!;
  const groupB = groupOf[b]!;
  groupOf[a] = groupB;
  groupOf[b] = groupA;
  const seatA = seat[a]!;
  seat[a] = seat[b]!;
  seat[b] = seatA;
  members[seatA] = b;
  members[seat[a]!] = a;
  const gainsA = a * people;
  const gainsB = b * people;
  for (let i = 0, to = 0; i < people; i++, to += groups) {
    const change = gain[gainsB + i]! - gain[gainsA + i]!;
    gainTo[to + groupA]! += change;
    gainTo[to + groupB]! -= change;
  }
  refresh(grouping, groupA, groupB);
}

/** What a move of a person to another group adds to the objective. */
export const moveGain = ({ instance, gainTo, gainOwn }: Grouping, person: number, group: number): number =>
  gainTo[person * instance.groups + group]! - gainOwn[person]!;

/** Whether the sizes allow the move. */
export const mayMove = ({ instance, groupOf, size }: Grouping, person: number, group: number): boolean =>
  group !== groupOf[person] &&
  size[groupOf[person]!]! > instance.low[groupOf[person]!]! &&
  size[group]! < instance.up[group]!;

/** Moves a person to another group: as much work as an exchange. */
export function move(grouping: Grouping, person: number, group: number): void {
  const { gain, groupOf, size, gainTo, seat, members, room } = grouping;
  const { people, groups } = grouping.instance;
  const from = groupOf[person]!;
  groupOf[person] = group;
  size[from]!--;
  const last = members[from * room + size[from]!]!;
  members[seat[person]!] = last;
  seat[last] = seat[person]!;
  seat[person] = group * room + size[group]!;
  members[seat[person]!] = person;
  size[group]!++;
  const gains = person * people;
  for (let i = 0, to = 0; i < people; i++, to += groups) {
    gainTo[to + from]! -= gain[gains + i]!;
    gainTo[to + group]! += gain[gains + i]!;
  }
  refresh(grouping, from, group);
}

/** After two groups changed: the gains of their members with them; what bounds who joins or leaves them is unknown. */
function refresh(grouping: Grouping, one: number, other: number): void {
  const { instance, size, room, members, gainTo, gainOwn, eager } = grouping;
  const { groups } = instance;
  for (let k = one * room; k < one * room + size[one]!; k++) {
    const i = members[k]!;
    gainOwn[i] = gainTo[i * groups + one]!;
  }
  for (let k = other * room; k < other * room + size[other]!; k++) {
    const i = members[k]!;
    gainOwn[i] = gainTo[i * groups + other]!;
  }
  for (let g = 0; g < groups; g++) {
    eager[one * groups + g] = UNKNOWN;
    eager[other * groups + g] = UNKNOWN;
    eager[g * groups + one] = UNKNOWN;
    eager[g * groups + other] = UNKNOWN;
  }
}

/** Counts the bound afresh: the most that anybody of group `from` gains by joining `group`. */
export function countEager(
  { instance, size, room, members, gainTo, gainOwn, eager }: Grouping,
  group: number,
  from: number,
): number {
  const { groups } = instance;
  let most = NEVER;
  for (let k = from * room, end = k + size[from]!; k < end; k++) {
    const i = members[k]!;
    const change = gainTo[i * groups + group]! - gainOwn[i]!;
    if (change > most) most = change;
  }
  eager[group * instance.groups + from] = most;
  return most;
}
