import { AIM } from './aims.ts';
import type { PairKinds } from './pair-kinds.ts';
import { tableUnderstands } from './tongues.ts';
import type { AimWeights } from './weights.ts';

/**
 * Everybody's seat in every round, with what is needed to price an exchange in time proportional to the table.
 * In round r the seats of table t are `seats[r * n + first[t]] … seats[r * n + first[t + 1] − 1]`.
 */
export type Plan = {
  people: number;
  rounds: number;
  tables: number;
  first: Int32Array;
  /** the table that a seat belongs to, the same in every round */
  tableOfSeat: Int32Array;
  seats: Int32Array;
  pairs: PairKinds;
  /** how often each pair sits together, in the plan and at the tables done, both ways round */
  met: Uint16Array;
  /** tables that have taken place and stay as they were */
  done: readonly (readonly number[])[];
  weights: AimWeights;
};

/** Offsets of tables of the given sizes within a round. */
export function firstSeats(sizes: Int32Array): Int32Array {
  const first = new Int32Array(sizes.length + 1);
  for (let t = 0; t < sizes.length; t++) first[t + 1] = first[t]! + sizes[t]!;
  return first;
}

/** The table of every seat of a round. */
export function seatTables(first: Int32Array): Int32Array {
  const tables = first.length - 1;
  const tableOfSeat = new Int32Array(first[tables]!);
  // For tables of a few seats a loop is faster than `fill`.
  for (let t = 0; t < tables; t++)
    for (let seat = first[t]!; seat < first[t + 1]!; seat++) tableOfSeat[seat] = t;
  return tableOfSeat;
}

/** Makes a plan from seats (rounds × people, table after table) and counts who sits with whom. */
export function makePlan(
  sizes: Int32Array,
  seats: Int32Array,
  pairs: PairKinds,
  weights: AimWeights,
  done: Plan['done'] = [],
): Plan {
  const first = firstSeats(sizes);
  const plan: Plan = {
    people: pairs.people,
    rounds: seats.length / pairs.people,
    tables: sizes.length,
    first,
    tableOfSeat: seatTables(first),
    seats,
    pairs,
    met: new Uint16Array(pairs.people ** 2),
    done,
    weights,
  };
  for (const table of done) meetTable(plan, table);
  forEachTable(plan, (from, to) => meetTable(plan, seats.subarray(from, to)));
  return plan;
}

/** Puts everybody on other seats and counts afresh who sits with whom. */
export function reseat(plan: Plan, seats: Int32Array): void {
  plan.seats.set(seats);
  plan.met.fill(0);
  for (const table of plan.done) meetTable(plan, table);
  forEachTable(plan, (from, to) => meetTable(plan, plan.seats.subarray(from, to)));
}

function meetTable(plan: Plan, members: ArrayLike<number>): void {
  for (let i = 0; i < members.length; i++)
    for (let j = 0; j < members.length; j++)
      if (i !== j) plan.met[members[i]! * plan.people + members[j]!]!++;
}

function forEachTable(plan: Plan, visit: (from: number, to: number) => void): void {
  for (let r = 0; r < plan.rounds; r++)
    for (let t = 0; t < plan.tables; t++)
      visit(r * plan.people + plan.first[t]!, r * plan.people + plan.first[t + 1]!);
}

/** The sum of each aim over the plan (see `AIM`), counted afresh from the seats: what the search is judged by. */
export function countAims(plan: Plan): Float64Array {
  const { seats, pairs, people } = plan;
  const { aims, kinds, costs, again, tongues } = pairs;
  const sums = new Float64Array(aims);
  const together = new Set<number>();
  const pairOf = (a: number, b: number) => Math.min(a, b) * people + Math.max(a, b);
  for (const table of plan.done)
    for (const [i, a] of table.entries()) for (const b of table.slice(0, i)) together.add(pairOf(a, b));
  forEachTable(plan, (from, to) => {
    if (tongues !== null && !tableUnderstands(tongues, seats, from, to)) sums[AIM.rule]!++;
    for (let i = from; i < to; i++)
      for (let j = i + 1; j < to; j++) {
        const pair = pairOf(seats[i]!, seats[j]!);
        const row = kinds[pair]! * aims;
        for (let aim = 0; aim < aims; aim++) sums[aim]! += costs[row + aim]!;
        if (together.has(pair)) for (let aim = 0; aim < aims; aim++) sums[aim]! += again[row + aim]!;
        else together.add(pair);
      }
  });
  return sums;
}

/** Whether sums of aims break no rule: every pair that a rule keeps together then counts −1 each round. */
export const rulesHold = (plan: Plan, sums: Float64Array): boolean =>
  sums[AIM.rule]! <= -plan.rounds * plan.pairs.together;
