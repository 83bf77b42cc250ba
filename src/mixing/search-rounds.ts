import { AIM, compareAims } from './aims.ts';
import { constructSeats } from './construct-seats.ts';
import { solveGolfers } from './golf/index.ts';
import { leastSums } from './least-sums.ts';
import type { BestSoFar, Budget } from './model.ts';
import { pairKinds } from './pair-kinds.ts';
import { countAims, makePlan } from './plan.ts';
import type { Question } from './question.ts';
import { type Random, shuffle } from './random.ts';
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

/** Looks at the budget, a thousand steps or more each, that looking for a plan in which nobody meets twice may take. */
const GOLF_LOOKS = 1_000;

/**
 * Seats for all rounds (rounds × people, table after table) by a construction where there is one, and local search from
 * there. Where people still meet twice though counting allows that nobody does, a plan in which nobody does is looked for
 * and searched from too; the better of both counts.
 */
export function searchRounds(
  question: Question,
  rounds: number,
  random: Random,
  given: Budget = {},
): Int32Array {
  const { room, sizes, circles } = question;
  const budget = tellingTheBest(question, rounds, given);
  const isFree = circles.circles.length === 0;
  const constructed = isFree ? constructSeats(room, sizes, rounds, random) : null;
  const found = searchFrom(question, constructed ?? randomSeats(question, rounds, random), random, budget);
  if (constructed !== null || !isFree || !meetsTwice(found, sizes, rounds)) return found;
  const golf = golfSeats(sizes, rounds, random, budget);
  return golf === null ? found : better(question, found, searchFrom(question, golf, random, budget));
}

type SearchedBudget = Pick<Budget, 'steps' | 'stop'> & { improved?: (sums: Float64Array) => void };

/** Where several searches follow each other, only what is better than all before is told. */
function tellingTheBest(
  { circles, levels }: Question,
  rounds: number,
  { improved, ...rest }: Budget,
): SearchedBudget {
  if (!improved) return rest;
  let best: Float64Array | null = null;
  return {
    ...rest,
    improved: (sums) => {
      if (best !== null && compareAims(sums, best) >= 0) return;
      best = sums;
      improved(toldOf(sums, levels.length, rounds * circles.pairs.length));
    },
  };
}

const toldOf = (sums: Float64Array, levels: number, together: number): BestSoFar => ({
  broken: sums[AIM.rule]! + together,
  repeats: sums[AIM.lately]! + sums[AIM.longAgo]!,
  alike: Array.from(sums.subarray(AIM.levels, AIM.levels + levels)),
});

/** Whether two people share a table in more than one round. */
function meetsTwice(seats: Int32Array, sizes: Int32Array, rounds: number): boolean {
  const people = seats.length / rounds;
  const met = new Set<number>();
  for (let at = 0, table = 0; at < seats.length; at += sizes[table]!, table = (table + 1) % sizes.length) {
    const members = seats.subarray(at, at + sizes[table]!).toSorted();
    for (const [i, a] of members.entries())
      for (const b of members.subarray(i + 1)) {
        const pair = a * people + b;
        if (met.has(pair)) return true;
        met.add(pair);
      }
  }
  return false;
}

/** Seats of a plan in which nobody meets twice, people in random order; null where counting forbids it or none is found. */
function golfSeats(
  sizes: Int32Array,
  rounds: number,
  random: Random,
  { stop }: SearchedBudget,
): Int32Array | null {
  const size = sizes[0]!;
  const people = size * sizes.length;
  if (sizes[sizes.length - 1] !== size || rounds * (size - 1) > people - 1) return null;
  let looks = 0;
  const plan = solveGolfers({
    groups: sizes.length,
    size,
    rounds,
    seed: random.bits(),
    stop: () => ++looks > GOLF_LOOKS || stop?.() === true,
  });
  if (plan.repeats > 0) return null;
  const names = shuffle(
    Int32Array.from({ length: people }, (_, person) => person),
    random,
  );
  return Int32Array.from(plan.rounds.flatMap((round) => Array.from(round, (point) => names[point]!)));
}

/** The plan with the smaller sums, the first where they are equal. */
function better(question: Question, one: Int32Array, other: Int32Array): Int32Array {
  const pairs = pairKinds(question);
  const weights = strictWeights(pairs, question.sizes[0]!, one.length > question.room.size);
  const sumsOf = (seats: Int32Array) => countAims(makePlan(question.sizes, seats, pairs, weights));
  return compareAims(sumsOf(other), sumsOf(one)) < 0 ? other : one;
}

/** Local search from the seats given (rounds × people). */
export function searchFrom(
  question: Question,
  seats: Int32Array,
  random: Random,
  budget: SearchedBudget = {},
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
    improved: budget.improved,
  });
  return plan.seats;
}

function randomSeats({ room, sizes, circles }: Question, rounds: number, random: Random): Int32Array {
  const seats = new Int32Array(rounds * room.size);
  for (let r = 0; r < rounds; r++)
    seats.set(startSeats(room.size, sizes, circles.circles, random), r * room.size);
  return seats;
}
