import { crowdOf } from './crowd/crowd.ts';
import { seatMany } from './crowd/seat-many.ts';
import { distantRounds, type Learner, learningWishes, metAt } from './learners.ts';
import type { Budget, Distance, Limits, Mix, Relaxed, Round, SeatedRound } from './model.ts';
import { neverBack } from './never-back.ts';
import { distanceTo, limitsOf } from './plan-limits.ts';
import { pureRounds } from './pure-rounds.ts';
import { indexQuestion, type PlanWishes, type Question } from './question.ts';
import { type Random, seededRandom } from './random.ts';
import { refuseOrTell } from './relaxed.ts';
import type { Room } from './room.ts';
import { ScoredPlan } from './scored-plan.ts';
import { searchRounds } from './search-rounds.ts';
import { seatHosts } from './table-hosts.ts';
import { checkShape } from './table-sizes.ts';

/** What `formRounds` reads. */
export type FormInput = PlanWishes & {
  rounds: number;
  seed: number;
  /** `pure`: by chance alone, every seating that keeps the hard rules being equally likely; `mixed` when not given */
  mode?: 'mixed' | 'pure';
  budget?: Budget;
  /** with what people want to learn: after the first half of the rounds, pairs in which one can learn from the other */
  learners?: Learner[];
};

/** What `formRounds` gives. `relaxed` lists the rules that are not kept everywhere; it is empty when all are. */
export type Formed = { rounds: Round[]; mix: Mix; limits: Limits; distance: Distance; relaxed: Relaxed[] };

/** Beyond so many people exchanges are no longer searched at random: that takes time in proportion to the square. */
const SEARCHED_MAX = 1_000;

/**
 * Seats everybody once a round at tables that differ in size by at most one. Aims, strictly in this order: hard rules,
 * new pairs, the levels of `mixBy` (units, locations, grades), at most one senior a table, requests. The same input gives
 * the same plan. Throws `MixingError` for input that makes no plan, and `rules-not-met` only where a breach is to be refused.
 */
export function formRounds(input: FormInput): Formed {
  checkShape(input.people.length, input.tableSize, input.rounds);
  const question = indexQuestion(input);
  const seated = neverBack(question, seatHosts(seatEverybody(question, input), input.hosts ?? []));
  const { rounds, mix } = new ScoredPlan(question.room, question.history, seated, question.today);
  const limits = limitsOf(question, input.rounds);
  return {
    rounds,
    mix,
    limits,
    distance: distanceTo(limits, mix),
    relaxed: refuseOrTell(question, seated, input.onConflict),
  };
}

function seatEverybody(question: Question, input: FormInput): SeatedRound[] {
  const random = seededRandom(input.seed);
  const { learners, rounds, today } = input;
  if (learners === undefined) return seatsOf(question, rounds, random, input);
  const distant = seatsOf(question, distantRounds(rounds), random, input);
  const rest = rounds - distant.length;
  if (rest === 0) return distant;
  // Requests are the last aim of all: without units and locations before them they decide among those who have not met.
  const history = [...input.history, ...metAt(distant, today)];
  const toLearn = indexQuestion({ ...input, history, mixBy: [], wishes: learningWishes(learners) });
  const learning = seatsOf(toLearn, rest, random, input);
  return [...distant, ...learning.map((round, r) => ({ ...round, number: distant.length + r + 1 }))];
}

function seatsOf(
  question: Question,
  rounds: number,
  random: Random,
  { mode, budget }: FormInput,
): SeatedRound[] {
  return toRounds(question.room, question.sizes, searchSeats(question, rounds, random, { mode, budget }));
}

function searchSeats(
  question: Question,
  rounds: number,
  random: Random,
  { mode, budget }: Pick<FormInput, 'mode' | 'budget'>,
): Int32Array {
  if (mode === 'pure') return pureRounds(question, rounds, random, SEARCHED_MAX);
  if (question.room.size > SEARCHED_MAX)
    return seatMany(crowdOf(question), question.sizes, rounds, random, budget);
  return searchRounds(question, rounds, random, budget);
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
