import { compareAims } from './aims.ts';
import { anneal, annealBlended } from './anneal.ts';
import type { Budget } from './model.ts';
import { countAims, type Plan, reseat } from './plan.ts';
import type { Random } from './random.ts';
import type { AimWeights } from './weights.ts';

/** How long to search: the first coolings take `cycleSteps`, `steps` are all there are. */
export type SearchBudget = {
  steps: number;
  cycleSteps: number;
  stop?: Budget['stop'];
  /** hears the sums of every better plan */
  improved?: (sums: Float64Array) => void;
};

/** Coolings double in length after every so many, for hard rooms need a long one … */
const CYCLES_OF_A_LENGTH = 4;
/**
 * … and small ones many short ones: this over the square of the seats of all rounds. By trial: of seven or eight people in
 * two rounds a tenth missed the best plan with four of a length; beyond a hundred seats more than four find less.
 */
const CYCLES_OF_ONE_SEAT = 36_000;

/**
 * Anneals while steps last, strictly and blended in turns, keeping the best plan by the exact sums, the one given
 * included; leaves it in `plan`. Ends early where no sum of an aim can be less (`least`).
 */
export function search(
  plan: Plan,
  blended: AimWeights,
  least: Float64Array,
  random: Random,
  budget: SearchBudget,
): void {
  let best = plan.seats.slice();
  let bestAims = countAims(plan);
  budget.improved?.(bestAims);
  const done = () => bestAims.every((sum, aim) => sum <= least[aim]!);
  if (plan.tables < 2 || plan.rounds === 0 || plan.weights.active.length === 0) return;
  const seats = plan.rounds * plan.people;
  const cycles = Math.max(CYCLES_OF_A_LENGTH, Math.round(CYCLES_OF_ONE_SEAT / seats ** 2));
  let left = budget.steps;
  for (let cycle = 0; !done() && (cycle === 0 || (left > 0 && !budget.stop?.())); cycle++) {
    const length = budget.cycleSteps * 2 ** Math.floor(cycle / cycles);
    const steps = Math.max(1, Math.min(length, left));
    left -=
      cycle % 2 === 0
        ? anneal(plan, random, steps, budget.stop)
        : annealBlended(plan, blended, random, steps, budget.stop);
    const aims = countAims(plan);
    if (compareAims(aims, bestAims) >= 0) continue;
    best = plan.seats.slice();
    bestAims = aims;
    budget.improved?.(bestAims);
  }
  reseat(plan, best);
}
