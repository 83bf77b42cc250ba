import { AIM, AIM_COUNT, type AimWeights, BIT } from './aims.ts';

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
  classes: Uint8Array;
  /** how often each pair sits together in the plan, both ways round */
  met: Uint16Array;
  weights: AimWeights;
  /** pairs, summed over the rounds, that rules want together: with the rules kept, the first sum is its negative */
  rulesWanted: number;
};

/** Offsets of tables of the given sizes within a round. */
export function firstSeats(sizes: Int32Array): Int32Array {
  const first = new Int32Array(sizes.length + 1);
  for (let t = 0; t < sizes.length; t++) first[t + 1] = first[t]! + sizes[t]!;
  return first;
}

/** Makes a plan from seats (rounds × people, table after table) and counts who sits with whom. */
export function makePlan(
  sizes: Int32Array,
  seats: Int32Array,
  classes: Uint8Array,
  weights: AimWeights,
): Plan {
  const first = firstSeats(sizes);
  const people = first[sizes.length]!;
  const tableOfSeat = new Int32Array(people);
  for (let t = 0; t < sizes.length; t++) tableOfSeat.fill(t, first[t], first[t + 1]);
  const plan: Plan = {
    people,
    rounds: seats.length / people,
    tables: sizes.length,
    first,
    tableOfSeat,
    seats,
    classes,
    met: new Uint16Array(people * people),
    weights,
    rulesWanted: (seats.length / people) * countTogether(classes),
  };
  forEachTable(plan, (from, to) => meetTable(plan, seats.subarray(from, to)));
  return plan;
}

function countTogether(classes: Uint8Array): number {
  let count = 0;
  for (const bits of classes) if ((bits & BIT.together) !== 0) count++;
  return count / 2;
}

/** Notes that these people sit together once, at a table of the plan or at one that has already taken place. */
export function meetTable(plan: Plan, members: ArrayLike<number>): void {
  for (let i = 0; i < members.length; i++)
    for (let j = 0; j < members.length; j++)
      if (i !== j) plan.met[members[i]! * plan.people + members[j]!]!++;
}

function forEachTable(plan: Plan, visit: (from: number, to: number) => void): void {
  for (let r = 0; r < plan.rounds; r++)
    for (let t = 0; t < plan.tables; t++)
      visit(r * plan.people + plan.first[t]!, r * plan.people + plan.first[t + 1]!);
}

/** The seven sums of the plan (see `AIM`), counted afresh from the seats: what the search is judged by. */
export function countAims(plan: Plan): Float64Array {
  const sums = new Float64Array(AIM_COUNT);
  const { people, seats, classes } = plan;
  const together = new Set<number>();
  forEachTable(plan, (from, to) => {
    for (let i = from; i < to; i++) {
      for (let j = i + 1; j < to; j++) {
        const a = Math.min(seats[i]!, seats[j]!);
        const b = Math.max(seats[i]!, seats[j]!);
        const bits = classes[a * people + b]!;
        if ((bits & BIT.together) !== 0) {
          sums[AIM.rule]!--;
          continue;
        }
        for (let aim = 0; aim < AIM_COUNT; aim++) if ((bits & (1 << aim)) !== 0) sums[aim]!++;
        if (together.has(a * people + b) && (bits & BIT.lately) === 0) sums[AIM.repeat]!++;
        together.add(a * people + b);
      }
    }
  });
  return sums;
}

/** Negative when the first sums are better, positive when worse, 0 when equal; earlier aims decide. */
export function compareAims(one: Float64Array, other: Float64Array): number {
  for (let aim = 0; aim < AIM_COUNT; aim++) if (one[aim] !== other[aim]) return one[aim]! - other[aim]!;
  return 0;
}

/**
 * What an exchange of the people on two seats of one round (at different tables) would add to the weighted cost.
 * Exact: 4(s − 1) look-ups, no allocation.
 */
export function exchangeDelta(plan: Plan, round: number, seatA: number, seatB: number): number {
  const { people, seats, classes, met, first, tableOfSeat } = plan;
  const cost = plan.weights.table;
  const repeat = plan.weights.weights[AIM.repeat]!;
  const offset = round * people;
  const a = seats[offset + seatA]!;
  const b = seats[offset + seatB]!;
  const rowA = a * people;
  const rowB = b * people;
  let delta = 0;
  const tableA = tableOfSeat[seatA]!;
  for (let k = first[tableA]!; k < first[tableA + 1]!; k++) {
    if (k === seatA) continue;
    const x = seats[offset + k]!;
    const leaving = classes[rowA + x]!;
    const joining = classes[rowB + x]!;
    delta += cost[joining]! - cost[leaving]!;
    if (met[rowA + x]! > 1 && (leaving & FIXED_REPEAT) === 0) delta -= repeat;
    if (met[rowB + x]! > 0 && (joining & FIXED_REPEAT) === 0) delta += repeat;
  }
  const tableB = tableOfSeat[seatB]!;
  for (let k = first[tableB]!; k < first[tableB + 1]!; k++) {
    if (k === seatB) continue;
    const x = seats[offset + k]!;
    const leaving = classes[rowB + x]!;
    const joining = classes[rowA + x]!;
    delta += cost[joining]! - cost[leaving]!;
    if (met[rowB + x]! > 1 && (leaving & FIXED_REPEAT) === 0) delta -= repeat;
    if (met[rowA + x]! > 0 && (joining & FIXED_REPEAT) === 0) delta += repeat;
  }
  return delta;
}

/** Pairs whose repeats the plan does not change: they met lately anyway, or a rule keeps them together. */
const FIXED_REPEAT = BIT.lately | BIT.together;

/** Exchanges the people on two seats of one round. */
export function exchange(plan: Plan, round: number, seatA: number, seatB: number): void {
  const { people, seats, met, first, tableOfSeat } = plan;
  const offset = round * people;
  const a = seats[offset + seatA]!;
  const b = seats[offset + seatB]!;
  const tableA = tableOfSeat[seatA]!;
  for (let k = first[tableA]!; k < first[tableA + 1]!; k++) {
    if (k === seatA) continue;
    const x = seats[offset + k]!;
    met[a * people + x]!--;
    met[x * people + a]!--;
    met[b * people + x]!++;
    met[x * people + b]!++;
  }
  const tableB = tableOfSeat[seatB]!;
  for (let k = first[tableB]!; k < first[tableB + 1]!; k++) {
    if (k === seatB) continue;
    const x = seats[offset + k]!;
    met[b * people + x]!--;
    met[x * people + b]!--;
    met[a * people + x]!++;
    met[x * people + a]!++;
  }
  seats[offset + seatA] = b;
  seats[offset + seatB] = a;
}
