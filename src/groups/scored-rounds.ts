import type { DbOrTx } from '../db/connect.ts';
import type { Gathering } from '../db/schema/index.ts';
import { type Mix, type Round, scoreRounds } from '../mixing/index.ts';
import { plannedRounds, scoringInput } from './queries.ts';

/** Tables with the sentence that explains each, and the figures of the whole. */
export type ScoredRounds = { rounds: (Round & { minutes: number })[]; mix: Mix };

/** The tables of a gathering as they stand, scored against what is known today. */
export async function scoredRounds(db: DbOrTx, gathering: Gathering, now: Date): Promise<ScoredRounds> {
  const planned = await plannedRounds(db, gathering.id);
  const today = now.toISOString().slice(0, 10);
  const scored = scoreRounds({ ...(await scoringInput(db, gathering, planned)), today });
  const minutes = new Map(planned.map((round) => [round.number, round.minutes]));
  return withMinutes(scored, (number) => minutes.get(number) ?? 0);
}

/** Adds to each round how long it lasts; seats stand in the order of their ids, as they are read back. */
export function withMinutes(
  scored: { rounds: Round[]; mix: Mix },
  minutesOf: (number: number) => number,
): ScoredRounds {
  return {
    rounds: scored.rounds.map(({ number, tables }) => ({
      number,
      minutes: minutesOf(number),
      tables: tables.map((table) => ({ ...table, seats: table.seats.toSorted() })),
    })),
    mix: scored.mix,
  };
}
