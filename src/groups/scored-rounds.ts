import type { DbOrTx } from '../db/connect.ts';
import type { Gathering } from '../db/schema/index.ts';
import type { Described } from '../engine/describe-rounds.ts';
import type { Engine } from '../engine/engine.ts';
import type { Round } from '../mixing/index.ts';
import { plannedRounds, scoringInput } from './queries.ts';
import { rulesOf } from './rules-of.ts';

/** Tables with the sentence that explains each, the figures of the whole, and what these are bounded by. */
export type ScoredRounds = Omit<Described, 'rounds'> & { rounds: (Round & { minutes: number })[] };

/** The tables of a gathering as they stand, scored against what is known today. */
export async function scoredRounds(
  db: DbOrTx,
  { gathering, engine }: { gathering: Gathering; engine: Engine },
  now: Date,
): Promise<ScoredRounds> {
  const planned = await plannedRounds(db, gathering.id);
  const today = now.toISOString().slice(0, 10);
  const input = { ...(await scoringInput(db, gathering, planned)), today, rules: rulesOf(gathering) };
  const scored = await engine.run('describeRounds', input.people.length, input);
  const minutes = new Map(planned.map((round) => [round.number, round.minutes]));
  return withMinutes(scored, (number) => minutes.get(number) ?? 0);
}

/** Adds to each round how long it lasts; people stand in the order of their ids, as they are read back. */
export function withMinutes(
  { rounds, mix, limits, relaxed }: Described,
  minutesOf: (number: number) => number,
): ScoredRounds {
  return {
    rounds: rounds.map(({ number, tables }) => ({
      number,
      minutes: minutesOf(number),
      tables: tables.map((table) => ({ ...table, seats: table.seats.toSorted() })),
    })),
    mix,
    limits,
    relaxed,
  };
}
