import { AIM, aimWeights, BLENDING_BASE, pairClasses } from './aims.ts';
import { search } from './anneal.ts';
import { constructSeats } from './construct-seats.ts';
import { dayNumber } from './days.ts';
import { type History, indexHistory } from './history.ts';
import { MixingError } from './mixing-error.ts';
import type { Budget, Limits, Met, Mix, MixPerson, Round, Rules, SeatedRound } from './model.ts';
import { countAims, makePlan } from './plan.ts';
import { type Random, seededRandom } from './random.ts';
import { makeRoom, type Room } from './room.ts';
import { indexRules, type RuleIndex } from './rules.ts';
import { scoreInRoom } from './score-rounds.ts';
import { seatMany } from './seat-many.ts';
import { startSeats } from './start-seats.ts';
import { checkShape, planLimits, tableSizes } from './table-sizes.ts';

/** What `formRounds` reads. */
export type FormInput = {
  people: MixPerson[];
  history: Met[];
  tableSize: number;
  rounds: number;
  seed: number;
  /** ISO date from which “365 days” and “14 months ago” are counted */
  today: string;
  budget?: Budget;
  rules?: Rules;
};

/** Exchanges tried for each seat of the plan and aim when no budget is given: well under a second for 240 people. */
const STEPS_PER_SEAT = 250;
/** No plan searches fewer steps than this by default: small rooms deserve their optimum. */
const STEPS_MIN = 500_000;
/** … nor more: a plan for thousands still returns within seconds. */
const STEPS_MAX = 6_000_000;

/** Beyond so many people, where no rules are given, no table of all pairs is made: it would take their square in bytes. */
const SEARCHED_MAX = 4_000;

/**
 * Seats everybody once a round at tables that differ in size by at most one. Aims, strictly in this order: rules, new
 * pairs, cross-unit, cross-location, cross-grade, at most one senior a table. The same input gives the same plan.
 * Throws `MixingError` for input that makes no plan, and `rules-not-met` when no plan within the rules was found.
 */
export function formRounds(input: FormInput): { rounds: Round[]; mix: Mix; limits: Limits } {
  const { people, tableSize, rounds } = input;
  checkShape(people.length, tableSize, rounds);
  const today = dayNumber(input.today);
  const room = makeRoom(people);
  const history = indexHistory(room, input.history);
  const sizes = tableSizes(room.size, tableSize);
  const rules = indexRules(room, input.rules, sizes[0]!);
  const random = seededRandom(input.seed);
  const seats = seatEverybody(room, history, rules, sizes, rounds, today, random, input.budget);
  const seated = toRounds(room, sizes, seats);
  return {
    ...scoreInRoom(room, history, seated, today),
    limits: planLimits(room.size, sizes, rounds, history.partner.length / 2),
  };
}

function seatEverybody(
  room: Room,
  history: History,
  rules: RuleIndex,
  sizes: Int32Array,
  rounds: number,
  today: number,
  random: Random,
  budget: Budget | undefined,
): Int32Array {
  if (room.size > SEARCHED_MAX && rules.together.length === 0 && rules.apart.length === 0)
    return seatMany(room, { history, today }, sizes, rounds, random, budget?.stop);
  const classes = pairClasses(room, history, rules, today);
  const weights = aimWeights(classes, sizes[0]!, rounds);
  const constructed = rules.circles.length > 0 ? null : constructSeats(room, sizes, rounds, random);
  const seats = constructed ?? randomSeats(room, sizes, rounds, rules, random);
  const plan = makePlan(sizes, seats, classes, weights);
  const cycleSteps = Math.min(
    STEPS_MAX,
    Math.max(STEPS_MIN, STEPS_PER_SEAT * seats.length * weights.active.length),
  );
  const blended = aimWeights(classes, sizes[0]!, rounds, BLENDING_BASE);
  search(plan, blended, random, { steps: budget?.steps ?? cycleSteps, cycleSteps, stop: budget?.stop });
  if (countAims(plan)[AIM.rule]! > -plan.rulesWanted)
    throw new MixingError('rules-not-met', 'No seating was found that keeps all the rules.');
  return plan.seats;
}

function randomSeats(
  room: Room,
  sizes: Int32Array,
  rounds: number,
  rules: RuleIndex,
  random: Random,
): Int32Array {
  const seats = new Int32Array(rounds * room.size);
  for (let r = 0; r < rounds; r++)
    seats.set(startSeats(room.size, sizes, rules.circles, random), r * room.size);
  return seats;
}

/** Seats as rounds of tables of ids. */
export function toRounds(room: Room, sizes: Int32Array, seats: Int32Array): SeatedRound[] {
  const rounds: SeatedRound[] = [];
  for (let at = 0; at < seats.length; ) {
    const tables = Array.from(sizes, (size, t) => {
      const members = Array.from(seats.subarray(at, at + size), (person) => room.ids[person]!);
      at += size;
      return { number: t + 1, seats: members };
    });
    rounds.push({ number: rounds.length + 1, tables });
  }
  return rounds;
}
