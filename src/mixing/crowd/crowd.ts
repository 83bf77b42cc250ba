import { FRESHNESS_MAX, freshness } from '../aims.ts';
import { compress, type History, lastMet, metLately, NEVER } from '../history.ts';
import { gravityOf, type PairRules } from '../pair-rules.ts';
import type { Question } from '../question.ts';
import { countsOf } from '../spread.ts';
import { groupsOf } from './groups-of.ts';

/**
 * A question as it is asked of thousands: no table of all pairs, but what a pair costs is looked up (sparse rows for
 * history, requests and listed pairs) or computed from the two. Costs keep the aims apart within one exchange.
 */
export type Crowd = {
  size: number;
  /** what is mixed by, the most important first */
  traits: CrowdTrait[];
  /** null where there is no such aim */
  seniors: { senior: Uint8Array; cost: number } | null;
  wishes: { rows: History; cost: number } | null;
  rules: PairRules | null;
  ruleCost: number;
  history: History;
  today: number;
  latelyCost: number;
  longAgoCost: number;
  /** of one step of freshness */
  freshnessCost: number;
  circles: number[][];
  /** who stays at their table in every round, in the order of the tables, and the same as a mark for each person */
  hosts: readonly number[];
  isHost: Uint8Array;
  /** where rules allow tables only within groups (one language, one location): everybody's group */
  groups: Int32Array | null;
};

/** Everybody's code (−1 unknown), how many have each, and what two of one code cost. */
export type CrowdTrait = { codes: Int32Array; counts: Int32Array; cost: number };

type Parts = Pick<Crowd, 'size' | 'history' | 'today'> &
  Partial<Pick<Crowd, 'rules' | 'circles' | 'hosts' | 'groups'>> & {
    levels: { codes: Int32Array; weight: number }[][];
    senior?: Uint8Array;
    wishes?: Question['wishes'];
  };

/** The crowd of a question. */
export function crowdOf(question: Question): Crowd {
  const { room, levels, pairRules, circles, hosts, history, today, wishes } = question;
  return makeCrowd(
    {
      size: room.size,
      levels,
      history,
      today,
      senior: room.senior,
      wishes,
      rules: pairRules.rules.length > 0 ? pairRules : null,
      circles: circles.circles,
      hosts,
      groups: groupsOf(question),
    },
    question.sizes[0]!,
  );
}

/**
 * Gives each aim its cost, the last one 1: an exchange changes 4(s − 1) pairs, so digits to that base and a spread more
 * never carry. For tables of up to 12 seats and the product's own aims they fit a double exactly; in larger ones the last
 * aims may blur.
 */
export function makeCrowd(parts: Parts, seatsMax: number): Crowd {
  let cost = 1;
  const next = (spread: number): number => {
    const own = cost;
    cost *= 4 * (seatsMax - 1) * spread + 1;
    return own;
  };
  const { wishes = [], hosts = [], senior, levels, ...rest } = parts;
  const wishSpread = wishes.reduce((most, { weight }) => Math.max(most, Math.abs(weight)), 0);
  const wishCost = wishes.length > 0 ? next(2 * wishSpread) : 0;
  const seniorCost = senior?.includes(1) ? next(1) : 0;
  const traits = levels
    .toReversed()
    .map((level) => {
      const unit = next(level.reduce((sum, { weight }) => sum + weight, 0));
      return level.map(({ codes, weight }) => ({ codes, counts: countsOf(codes), cost: unit * weight }));
    })
    .reverse()
    .flat()
    .filter(({ counts }) => counts.length > 0);
  const isHost = new Uint8Array(parts.size);
  for (const host of hosts) isHost[host] = 1;
  return {
    rules: null,
    circles: [],
    groups: null,
    ...rest,
    hosts,
    isHost,
    traits,
    seniors: senior && seniorCost > 0 ? { senior, cost: seniorCost } : null,
    wishes: wishCost > 0 ? { rows: wishRows(parts.size, wishes), cost: wishCost } : null,
    freshnessCost: next(FRESHNESS_MAX),
    longAgoCost: next(1),
    latelyCost: next(1),
    ruleCost: next(1),
  };
}

/** Requests as sparse rows, the weight where history has the day; of several about one pair the kindest counts. */
function wishRows(size: number, wishes: Question['wishes']): History {
  const both = wishes.flatMap(({ a, b, weight }) => [
    [a, b, weight],
    [b, a, weight],
  ]);
  const column = (k: number) => Int32Array.from(both, (row) => row[k]!);
  return compress(size, column(0), column(1), column(2));
}

/** What the two have in common and what they wish, at one table; below 0 where a request outweighs it. */
export function likenessCost(crowd: Crowd, a: number, b: number): number {
  const { traits, seniors, wishes, rules } = crowd;
  let cost = 0;
  for (let k = 0; k < traits.length; k++) {
    const { codes } = traits[k]!;
    if (codes[a] === codes[b] && codes[a]! >= 0) cost += traits[k]!.cost;
  }
  if (seniors !== null && seniors.senior[a] === 1 && seniors.senior[b] === 1) cost += seniors.cost;
  if (rules !== null) cost += gravityOf(rules, a, b) * crowd.ruleCost;
  if (wishes !== null) {
    const weight = lastMet(wishes.rows, a, b);
    if (weight !== NEVER) cost -= weight * wishes.cost;
  }
  return cost;
}

/** What a meeting before the plan costs: lately or long ago, and how fresh it is. Takes the logarithm of how many `a` has met. */
export function historyCost(crowd: Crowd, a: number, b: number): number {
  const day = lastMet(crowd.history, a, b);
  if (day === NEVER) return 0;
  const { today, latelyCost, longAgoCost, freshnessCost } = crowd;
  return (metLately(day, today) ? latelyCost : longAgoCost) + freshness(today - day) * freshnessCost;
}
