import { AIM, type AimWeights } from './aims.ts';
import type { Budget } from './model.ts';
import { compareAims, countAims, exchange, exchangeDelta, type Plan } from './plan.ts';
import type { Random } from './random.ts';

/** A band of cooling starts where an aim's weight is accepted about every fourth time (e^−1.4) … */
const HOT = 0.7;
/** … and ends where it practically never is (e^−8), while the next aim is still free to move. */
const COLD = 0.12;
/** People between two looks at the budget's stop in a descent, each with as many exchanges as there are seats. */
const DESCENT_STOP_EVERY = 16;
/** A cycle's steps are shared by a strict and a blended cooling. */
const CYCLE_PARTS = 8;
/** Steps between two looks at the budget's stop. */
const STOP_EVERY = 4096;

/**
 * Lexicographic annealing: for one aim after another, the most important first, the temperature falls across that
 * aim's weight. Earlier aims are frozen by then, later ones still melted, so each settles in its turn. Ends in a plan
 * that no single exchange improves (unless the budget stops it first).
 * Returns the steps used.
 */
export function anneal(plan: Plan, random: Random, steps: number, stop: Budget['stop']): number {
  const { weights, active } = plan.weights;
  if (plan.tables < 2 || active.length === 0) return 0;
  let used = 0;
  const bandSteps = Math.ceil(steps / active.length);
  for (const aim of active) {
    if (aim === AIM.rule && rulesHold(plan)) continue;
    const cooling = (COLD / HOT) ** (1 / bandSteps);
    let temperature = HOT * weights[aim]!;
    for (let step = 0; step < bandSteps; step++, temperature *= cooling) {
      if (step % STOP_EVERY === 0 && stop?.()) return used + step;
      const round = plan.rounds === 1 ? 0 : random.below(plan.rounds);
      const seatA = random.below(plan.people);
      const seatB = random.below(plan.people);
      if (plan.tableOfSeat[seatA] === plan.tableOfSeat[seatB]) continue;
      const delta = exchangeDelta(plan, round, seatA, seatB);
      if (delta <= 0 || random.unit() < Math.exp(-delta / temperature)) exchange(plan, round, seatA, seatB);
    }
    used += bandSteps;
  }
  return used + descend(plan, stop);
}

const rulesHold = (plan: Plan): boolean => countAims(plan)[AIM.rule]! <= -plan.rulesWanted;

/**
 * Takes every improving exchange until none is left; gives the exchanges priced. With `among` (round × people + seat, ascending),
 * only the people on those seats move.
 */
export function descend(plan: Plan, stop: Budget['stop'], among?: Int32Array): number {
  const { people, rounds, tableOfSeat } = plan;
  const places = among ?? Int32Array.from({ length: rounds * people }, (_, i) => i);
  const roundStart = new Int32Array(rounds + 1);
  for (const place of places) roundStart[Math.floor(place / people) + 1]!++;
  for (let r = 0; r < rounds; r++) roundStart[r + 1]! += roundStart[r]!;
  let priced = 0;
  let unimproved = 0;
  for (let at = 0; unimproved < places.length; at = (at + 1) % places.length) {
    if (at % DESCENT_STOP_EVERY === 0 && stop?.()) return priced;
    const round = Math.floor(places[at]! / people);
    const seatA = places[at]! % people;
    unimproved++;
    for (let k = roundStart[round]!; k < roundStart[round + 1]!; k++) {
      const seatB = places[k]! % people;
      if (tableOfSeat[seatA] === tableOfSeat[seatB]) continue;
      priced++;
      if (exchangeDelta(plan, round, seatA, seatB) >= 0) continue;
      exchange(plan, round, seatA, seatB);
      unimproved = 0;
    }
  }
  return priced;
}

/**
 * Cools across all aims at once with weights that blend. A plan without a repeat is often an island: every exchange
 * leaves it, so the strict way finds the first such plan and never a better-mixed one. Here repeats come and go while
 * units settle. What it finds is judged strictly. Returns the steps used.
 */
function annealBlended(
  plan: Plan,
  blended: AimWeights,
  random: Random,
  steps: number,
  stop: Budget['stop'],
): number {
  const strict = plan.weights;
  const { weights, active } = blended;
  plan.weights = blended;
  let temperature = HOT * weights[active[0]!]!;
  const cooling = ((COLD * weights[active[active.length - 1]!]!) / temperature) ** (1 / steps);
  let step = 0;
  for (; step < steps; step++, temperature *= cooling) {
    if (step % STOP_EVERY === 0 && stop?.()) break;
    const round = plan.rounds === 1 ? 0 : random.below(plan.rounds);
    const seatA = random.below(plan.people);
    const seatB = random.below(plan.people);
    if (plan.tableOfSeat[seatA] === plan.tableOfSeat[seatB]) continue;
    const delta = exchangeDelta(plan, round, seatA, seatB);
    if (delta <= 0 || random.unit() < Math.exp(-delta / temperature)) exchange(plan, round, seatA, seatB);
  }
  plan.weights = strict;
  return step + descend(plan, stop);
}

/**
 * Anneals while steps last, strictly and blended in turns, keeping the best plan by the exact sums, the one given
 * included; leaves it in `plan`. Ends early where nothing is left to wish for.
 */
export function search(
  plan: Plan,
  blended: AimWeights,
  random: Random,
  budget: { steps: number; cycleSteps: number; stop?: Budget['stop'] },
): void {
  let best = plan.seats.slice();
  let bestAims = countAims(plan);
  if (perfect(bestAims, plan.rulesWanted)) return;
  let left = budget.steps;
  const cycleSteps = Math.ceil(budget.cycleSteps / CYCLE_PARTS);
  for (let cycle = 0; cycle === 0 || (left > 0 && !budget.stop?.()); cycle++) {
    const steps = Math.max(1, Math.min(cycleSteps, left));
    left -=
      cycle % 2 === 0
        ? anneal(plan, random, steps, budget.stop)
        : annealBlended(plan, blended, random, steps, budget.stop);
    const aims = countAims(plan);
    if (compareAims(aims, bestAims) < 0) {
      best = plan.seats.slice();
      bestAims = aims;
    }
    if (plan.tables < 2 || plan.weights.active.length === 0 || perfect(bestAims, plan.rulesWanted)) break;
  }
  plan.seats.set(best);
}

const perfect = (aims: Float64Array, rulesWanted: number): boolean =>
  aims.every((sum, aim) => sum <= (aim === AIM.rule ? -rulesWanted : 0));
