import {
  type Limits,
  type Mix,
  planLimits,
  type Relaxed,
  type Round,
  type Rules,
  type ScoreInput,
  scoreRounds,
} from '../mixing/index.ts';
import { indexQuestion } from '../mixing/question.ts';
import { refuseOrTell } from '../mixing/relaxed.ts';

/** What is known of rounds as they stand. */
export type Described = {
  rounds: Round[];
  mix: Mix;
  /** null where the rounds do not seat the same people: there is no bound for all of them */
  limits: Limits | null;
  relaxed: Relaxed[];
};

/** Scores rounds, says what no plan of these people could beat, and which rules they do not keep. */
export function describeRounds(input: ScoreInput & { rules?: Rules }): Described {
  const { rounds, people } = input;
  const scored = scoreRounds(input);
  const tableSize = Math.max(0, ...rounds.flatMap((round) => round.tables.map(({ seats }) => seats.length)));
  if (tableSize < TABLE_SIZE_MIN) return { ...scored, limits: null, relaxed: [] };
  const seatsOf = (round: Round) => round.tables.reduce((sum, { seats }) => sum + seats.length, 0);
  const allThere = scored.rounds.every((round) => seatsOf(round) === people.length);
  const question = { ...input, tableSize };
  return {
    ...scored,
    limits: allThere ? planLimits({ ...question, rounds: rounds.length }) : null,
    relaxed: refuseOrTell(indexQuestion(question), rounds),
  };
}

/** One person at a table is no table. */
const TABLE_SIZE_MIN = 2;
