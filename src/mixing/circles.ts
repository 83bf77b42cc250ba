import type { PairRuleName, PairRules } from './pair-rules.ts';
import { personIndex, type Room } from './room.ts';

/** Who stays together: circles of people, every pair within them, and the wishes of that kind that cannot be met. */
export type Circles = {
  circles: number[][];
  pairs: [number, number][];
  dropped: { a: string; b: string; why: string; needed: string }[];
};

const APART_BECAUSE: Record<PairRuleName, string> = {
  apart: 'another rule keeps them apart',
  oneSenior: 'both are senior',
  notOwnManager: 'one of them is the manager of the other',
  sharedLanguage: 'they share no language',
  sharedMinutes: 'they share too few hours',
  sameLocation: 'they are at two locations',
};

/**
 * Joins pairs that are to sit together into circles (friends of friends), in the order given. A pair is dropped where
 * its circle would not fit a table or would hold two whom a rule keeps apart: keeping apart comes first.
 * Throws `unknown-person` for somebody not in the room.
 */
export function joinCircles(
  room: Room,
  together: readonly [string, string][],
  pairRules: PairRules,
  seatsMax: number,
): Circles {
  const circleOf = new Map<number, number[]>();
  const dropped: Circles['dropped'] = [];
  for (const [a, b] of together) {
    const one = circleOf.get(personIndex(room, a)) ?? [personIndex(room, a)];
    const other = circleOf.get(personIndex(room, b)) ?? [personIndex(room, b)];
    if (one === other || (one.length === 1 && one[0] === other[0])) continue;
    const joined = [...one, ...other];
    const clash = one.flatMap((i) => other.flatMap((j) => clashOf(pairRules, i, j)))[0];
    if (joined.length > seatsMax) {
      const why = `${joined.length} people are to sit together, but a table has ${seatsMax} seats.`;
      dropped.push({ a, b, why, needed: `Tables of ${joined.length}.` });
    } else if (clash) {
      const [i, j] = [room.ids[clash.i]!, room.ids[clash.j]!];
      const why = `${i} and ${j} are to sit together, but ${APART_BECAUSE[clash.rule]}.`;
      dropped.push({ a, b, why, needed: `One of the two rules about ${i} and ${j} withdrawn.` });
    } else for (const person of joined) circleOf.set(person, joined);
  }
  const circles = [...new Set(circleOf.values())];
  return { circles, pairs: circles.flatMap(pairsOf), dropped };
}

/** The first rule that keeps the two apart, or none. */
function clashOf({ rules }: PairRules, i: number, j: number): { i: number; j: number; rule: PairRuleName }[] {
  const rule = rules.find(({ forbids }) => forbids(i, j));
  return rule ? [{ i, j, rule: rule.name }] : [];
}

function pairsOf(circle: number[]): [number, number][] {
  return circle.flatMap((a, i) => circle.slice(i + 1).map((b): [number, number] => [a, b]));
}
