import { AIM } from './aims.ts';
import { exchange, exchangeDelta } from './exchange.ts';
import type { Budget } from './model.ts';
import { countAims, type Plan, rulesHold } from './plan.ts';
import { propose } from './propose.ts';
import type { Random } from './random.ts';
import type { AimWeights } from './weights.ts';

/** A band of cooling starts where an aim's weight is accepted about every fourth time (e^−1.4) … */
const HOT = 0.7;
/** … and ends where it practically never is (e^−8), while the next aim is still free to move. */
const COLD = 0.12;
/** People between two looks at the budget's stop in a descent, each with as many exchanges as there are seats. */
const DESCENT_STOP_EVERY = 16;
/** Steps between two looks at the budget's stop. */
const STOP_EVERY = 4096;

/**
 * Lexicographic annealing: for one aim after another, the most important first, the temperature falls across that
 * aim's weight. Earlier aims are frozen by then, later ones still melted, so each settles in its turn. Ends in a plan
 * that no single exchange improves (unless the budget stops it first).
 * Returns the steps used.
 */
export function anneal(plan: Plan, random: Random, steps: number, stop: Budget['stop']): number {
  const { weights, spread, active } = plan.weights;
  const bandSteps = Math.ceil(steps / active.length);
  let used = 0;
  for (const aim of active) {
    if (aim === AIM.rule && rulesHold(plan, countAims(plan))) continue;
    const hot = HOT * weights[aim]! * spread[aim]!;
    used += cool(plan, random, bandSteps, hot, COLD * weights[aim]!, stop);
    if (stop?.()) return used;
  }
  return used + descend(plan, stop);
}

/**
 * Cools across all aims at once with weights that blend. A plan without a repeat is often an island: every exchange
 * leaves it, so the strict way finds the first such plan and never a better-mixed one. Here repeats come and go while
 * units settle. What it finds is judged strictly. Returns the steps used.
 */
export function annealBlended(
  plan: Plan,
  blended: AimWeights,
  random: Random,
  steps: number,
  stop: Budget['stop'],
): number {
  const strict = plan.weights;
  const { weights, spread, active } = blended;
  const [first, last] = [active[0]!, active.at(-1)!];
  plan.weights = blended;
  const used = cool(plan, random, steps, HOT * weights[first]! * spread[first]!, COLD * weights[last]!, stop);
  plan.weights = strict;
  return used + descend(plan, stop);
}

/** Proposes exchanges while the temperature falls by a constant factor a step. Returns the steps used. */
function cool(
  plan: Plan,
  random: Random,
  steps: number,
  hot: number,
  cold: number,
  stop: Budget['stop'],
): number {
  const factor = (cold / hot) ** (1 / steps);
  let temperature = hot;
  for (let step = 0; step < steps; step++, temperature *= factor) {
    if (step % STOP_EVERY === 0 && stop?.()) return step;
    propose(plan, random, temperature);
  }
  return steps;
}

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
