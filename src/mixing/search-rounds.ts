import { constructSeats } from './construct-seats.ts';
import { leastSums } from './least-sums.ts';
import type { Budget } from './model.ts';
import { pairKinds } from './pair-kinds.ts';
import { makePlan } from './plan.ts';
import type { Question } from './question.ts';
import type { Random } from './random.ts';
import { search } from './search.ts';
import { startSeats } from './start-seats.ts';
import { blendedWeights, strictWeights } from './weights.ts';

/** Exchanges of a first cooling for each seat of the plan and aim. */
const CYCLE_STEPS_PER_SEAT = 32;
/** First coolings in a search when no budget is given: well under a second for 240 people. */
const CYCLES = 8;
/** No plan searches fewer steps than this by default: small rooms deserve their optimum. */
const STEPS_MIN = 500_000;
/** … nor more: a plan for thousands still returns within seconds. */
const STEPS_MAX = 6_000_000;

/** Seats for all rounds (rounds × people, table after table) by a construction where there is one, and local search from there. */
export function searchRounds(
  question: Question,
  rounds: number,
  random: Random,
  budget: Budget = {},
): Int32Array {
  const { room, sizes, circles } = question;
  const constructed = circles.circles.length > 0 ? null : constructSeats(room, sizes, rounds, random);
  return searchFrom(question, constructed ?? randomSeats(question, rounds, random), random, budget);
}

/** Local search from the seats given (rounds × people). */
export function searchFrom(
  question: Question,
  seats: Int32Array,
  random: Random,
  budget: Budget = {},
): Int32Array {
  const { sizes } = question;
  const rounds = seats.length / question.room.size;
  const pairs = pairKinds(question);
  const weights = strictWeights(pairs, sizes[0]!, rounds > 1);
  const plan = makePlan(sizes, seats, pairs, weights);
  const cycleSteps = CYCLE_STEPS_PER_SEAT * seats.length * weights.active.length;
  const steps = budget.steps ?? Math.min(STEPS_MAX, Math.max(STEPS_MIN, CYCLES * cycleSteps));
  search(plan, blendedWeights(pairs, rounds > 1), leastSums(question, rounds), random, {
    steps,
    cycleSteps,
    stop: budget.stop,
  });
  return plan.seats;
}

function randomSeats({ room, sizes, circles }: Question, rounds: number, random: Random): Int32Array {
  const seats = new Int32Array(rounds * room.size);
  for (let r = 0; r < rounds; r++)
    seats.set(startSeats(room.size, sizes, circles.circles, random), r * room.size);
  return seats;
}
