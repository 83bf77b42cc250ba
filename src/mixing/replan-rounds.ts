import { descend } from './anneal.ts';
import { toRounds } from './form-rounds.ts';
import { indexHistory } from './history.ts';
import { keepTables } from './keep-tables.ts';
import { distantRounds, type Learner, learningWishes } from './learners.ts';
import { leastSums } from './least-sums.ts';
import { MixingError } from './mixing-error.ts';
import type { Mix, MixPerson, Relaxed, Round, Rules, SeatedRound } from './model.ts';
import { neverBack } from './never-back.ts';
import { pairKinds } from './pair-kinds.ts';
import { countAims, makePlan, type Plan, rulesHold } from './plan.ts';
import { indexQuestion, type PlanWishes, type Question } from './question.ts';
import { seededRandom } from './random.ts';
import { refuseOrTell } from './relaxed.ts';
import { makeRoom, type Room } from './room.ts';
import { ScoredPlan } from './scored-plan.ts';
import { search } from './search.ts';
import { seatHosts, withHosts } from './table-hosts.ts';
import { checkShape } from './table-sizes.ts';
import { blendedWeights, strictWeights } from './weights.ts';

/** What `replanRounds` reads; `people` are all who are there or sit in a round that is done. Rules about those absent rest. */
export type ReplanInput = PlanWishes & {
  /** ids of those who are there now */
  present: string[];
  previous: SeatedRound[];
  /** so many of the previous rounds, from the first, have taken place and stay as they were */
  roundsDone: number;
  seed: number;
  /** with what those present want to learn: the rounds of the second half are for pairs in which one can learn from the other */
  learners?: Learner[];
};

/** All rounds with those done, how many tables to come stayed as they were, and the rules not kept in rounds to come. */
export type Replanned = { rounds: Round[]; mix: Mix; tablesKept: number; relaxed: Relaxed[] };

/** Exchanges tried when the rules do not hold after keeping tables. */
const MEND_STEPS = 400_000;

/**
 * Makes the rounds to come from those who are there. Tables that are complete, or large enough without those missing,
 * stay as they are; the others are filled from tables that are given up and from those who walked in, and only the
 * people moved are then exchanged among each other. `tablesKept` counts tables to come where nobody new sits.
 */
export function replanRounds(input: ReplanInput): Replanned {
  checkShape(input.present.length, input.tableSize, Math.max(1, input.previous.length - input.roundsDone));
  const everybody = makeRoom(input.people);
  const done = input.previous.slice(0, input.roundsDone);
  const coming = withHosts(input.previous.slice(input.roundsDone), input.hosts ?? []);
  const people = presentPeople(input, everybody);
  const wanted = { ...input, people, rules: rulesAmong(input.rules, input.present) };
  const question = indexQuestion(wanted);
  const { learners, seed } = input;
  const distant = learners ? Math.max(0, distantRounds(input.previous.length) - done.length) : coming.length;
  const first = seatAgain(question, done, coming.slice(0, distant), seed);
  const toLearn = learners && { ...wanted, mixBy: [], wishes: learningWishes(learners) };
  const then = toLearn
    ? seatAgain(indexQuestion(toLearn), [...done, ...first], coming.slice(distant), seed)
    : [];
  const rounds = neverBack(question, seatHosts([...first, ...then], input.hosts ?? []), done);
  const history = indexHistory(everybody, input.history);
  const scored = new ScoredPlan(everybody, history, [...done, ...rounds], question.today);
  return {
    rounds: scored.rounds,
    mix: scored.mix,
    tablesKept: countKept(question.room, coming, rounds),
    relaxed: refuseOrTell(question, rounds, input.onConflict),
  };
}

/** The rounds to come, seated with those who are there. */
function seatAgain(
  question: Question,
  done: SeatedRound[],
  coming: SeatedRound[],
  seed: number,
): SeatedRound[] {
  if (coming.length === 0) return [];
  const plan = keepSeats(question, done, coming);
  mendRules(plan, question, seed);
  return toRounds(question.room, question.sizes, plan.seats).map(({ tables }, r) => ({
    number: coming[r]!.number,
    tables,
  }));
}

function keepSeats(question: Question, done: SeatedRound[], coming: SeatedRound[]): Plan {
  const { room, sizes } = question;
  const pairs = pairKinds(question);
  const kept = coming.map((round) => keepTables(room, round, sizes));
  const seats = Int32Array.from(kept.flatMap((round) => [...round.seats]));
  const past = done.flatMap((round) => round.tables.map((table) => seatsHere(room, table.seats)));
  const weights = strictWeights(pairs, sizes[0]!, done.length + coming.length > 1);
  const plan = makePlan(sizes, seats, pairs, weights, past);
  const loose = kept.flatMap((round, r) => round.loose.map((seat) => r * room.size + seat));
  descend(plan, undefined, Int32Array.from(loose));
  return plan;
}

/** Lists of pairs cut down to those who are present. */
function rulesAmong(rules: Rules | undefined, present: readonly string[]): Rules | undefined {
  if (rules === undefined) return undefined;
  const here = new Set(present);
  const among = (pairs: Rules['apart'] = []) => pairs.filter(([a, b]) => here.has(a) && here.has(b));
  return { ...rules, together: among(rules.together), apart: among(rules.apart) };
}

function presentPeople(input: ReplanInput, everybody: Room): MixPerson[] {
  return input.present.map((id) => {
    const index = everybody.indexOf.get(id);
    if (index === undefined)
      throw new MixingError('unknown-person', `The person ${id} is here but not among the people.`);
    return input.people[index]!;
  });
}

const seatsHere = (room: Room, seats: readonly string[]): number[] =>
  seats.flatMap((id) => room.indexOf.get(id) ?? []);

/** Rules outrank keeping tables: where they are broken, the whole plan is searched again from where it stands. */
function mendRules(plan: Plan, question: Question, seed: number): void {
  if (rulesHold(plan, countAims(plan))) return;
  const least = leastSums(question, plan.rounds);
  search(plan, blendedWeights(plan.pairs, plan.rounds + plan.done.length > 1), least, seededRandom(seed), {
    steps: MEND_STEPS,
    cycleSteps: MEND_STEPS,
  });
}

function countKept(room: Room, before: SeatedRound[], after: SeatedRound[]): number {
  const keyOf = (seats: readonly string[]) =>
    seatsHere(room, seats)
      .sort((a, b) => a - b)
      .join(' ');
  let kept = 0;
  for (const [r, round] of after.entries()) {
    const earlier = new Set(before[r]!.tables.map((table) => keyOf(table.seats)));
    for (const table of round.tables) if (earlier.has(keyOf(table.seats))) kept++;
  }
  return kept;
}
