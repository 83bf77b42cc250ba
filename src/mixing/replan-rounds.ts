import { AIM, type AimWeights, aimWeights, BLENDING_BASE, pairClasses } from './aims.ts';
import { descend, search } from './anneal.ts';
import { dayNumber } from './days.ts';
import { toRounds } from './form-rounds.ts';
import { indexHistory } from './history.ts';
import { keepTables } from './keep-tables.ts';
import { MixingError } from './mixing-error.ts';
import type { Met, Mix, MixPerson, Round, Rules, SeatedRound } from './model.ts';
import { countAims, makePlan, meetTable, type Plan } from './plan.ts';
import { seededRandom } from './random.ts';
import { makeRoom, type Room } from './room.ts';
import { indexRules } from './rules.ts';
import { scoreInRoom } from './score-rounds.ts';
import { checkShape, tableSizes } from './table-sizes.ts';

/** What `replanRounds` reads. */
export type ReplanInput = {
  /** everybody who is there or sits in a round that is done */
  people: MixPerson[];
  /** ids of those who are there now */
  present: string[];
  history: Met[];
  previous: SeatedRound[];
  /** so many of the previous rounds, from the first, have taken place and stay as they were */
  roundsDone: number;
  tableSize: number;
  seed: number;
  today: string;
  rules?: Rules;
};

/** Exchanges tried when the rules do not hold after keeping tables. */
const MEND_STEPS = 400_000;

/**
 * Makes the rounds to come from those who are there. Tables that are complete, or large enough without those missing,
 * stay as they are; the others are filled from tables that are given up and from those who walked in, and only the
 * people moved are then exchanged among each other. `tablesKept` counts tables to come where nobody new sits.
 */
export function replanRounds(input: ReplanInput): { rounds: Round[]; mix: Mix; tablesKept: number } {
  checkShape(input.present.length, input.tableSize, Math.max(1, input.previous.length - input.roundsDone));
  const everybody = makeRoom(input.people);
  const done = input.previous.slice(0, input.roundsDone);
  const coming = input.previous.slice(input.roundsDone);
  const today = dayNumber(input.today);
  const here = presentPeople(input, everybody);
  const room = makeRoom(here);
  const history = indexHistory(room, input.history);
  const sizes = tableSizes(room.size, input.tableSize);
  const rules = indexRules(room, input.rules, sizes[0]!);
  const classes = pairClasses(room, history, rules, today);
  const weights = aimWeights(classes, sizes[0]!, input.previous.length);
  const kept = coming.map((round) => keepTables(room, round, sizes));
  const seats = new Int32Array(coming.length * room.size);
  for (const [r, round] of kept.entries()) seats.set(round.seats, r * room.size);
  const plan = makePlan(sizes, seats, classes, weights);
  for (const round of done) for (const table of round.tables) meetTable(plan, seatsHere(room, table.seats));
  const loose = kept.flatMap((round, r) => round.loose.map((seat) => r * room.size + seat));
  descend(plan, undefined, Int32Array.from(loose));
  const blended = aimWeights(classes, sizes[0]!, input.previous.length, BLENDING_BASE);
  mendRules(plan, blended, input.seed);
  const rounds = toRounds(room, sizes, plan.seats).map((round, r) => ({
    number: coming[r]!.number,
    tables: round.tables,
  }));
  return {
    ...scoreInRoom(everybody, indexHistory(everybody, input.history), [...done, ...rounds], today),
    tablesKept: countKept(room, coming, rounds),
  };
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
function mendRules(plan: Plan, blended: AimWeights, seed: number): void {
  if (countAims(plan)[AIM.rule]! <= -plan.rulesWanted) return;
  search(plan, blended, seededRandom(seed), { steps: MEND_STEPS, cycleSteps: MEND_STEPS });
  if (countAims(plan)[AIM.rule]! > -plan.rulesWanted)
    throw new MixingError('rules-not-met', 'No seating was found that keeps all the rules.');
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
