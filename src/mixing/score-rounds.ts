import { dayNumber } from './days.ts';
import { indexHistory } from './history.ts';
import type { Met, Mix, MixPerson, Round, SeatedRound } from './model.ts';
import { makeRoom } from './room.ts';
import { ScoredPlan } from './scored-plan.ts';

/** What `scoreRounds` reads. */
export type ScoreInput = {
  people: MixPerson[];
  history: Met[];
  rounds: SeatedRound[];
  /** ISO date from which ages are counted */
  today: string;
};

/**
 * Gives rounds that somebody arranged fresh sentences and figures. Throws `unknown-person` for an id that is not
 * among the people and `seated-twice` for one with two seats in a round; a person may be absent from a round.
 */
export function scoreRounds(input: ScoreInput): { rounds: Round[]; mix: Mix } {
  const { rounds, mix } = holdRounds(input);
  return { rounds, mix };
}

/** The same, held for hand edits: `move` scores one in time proportional to a few tables. */
export function holdRounds(input: ScoreInput): ScoredPlan {
  const room = makeRoom(input.people);
  return new ScoredPlan(room, indexHistory(room, input.history), input.rounds, dayNumber(input.today));
}
