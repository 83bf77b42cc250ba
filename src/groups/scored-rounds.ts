import { setImmediate } from 'node:timers/promises';

import type { DbOrTx } from '../db/connect.ts';
import type { Gathering } from '../db/schema/index.ts';
import type { Described } from '../engine/describe-rounds.ts';
import type { Engine } from '../engine/engine.ts';
import type { Round, Table } from '../mixing/index.ts';
import { plannedRounds, scoringInput } from './queries.ts';
import { rulesOf } from './rules-of.ts';

/** Tables with the sentence that explains each, the figures of the whole, and what these are bounded by. */
export type ScoredRounds = Omit<Described, 'rounds'> & {
  rounds: (Omit<Round, 'tables'> & { minutes: number; tables: StoredTable[] })[];
};
type StoredTable = Table & { hostId: string | null };

/** So many tables are put in order at once, in a millisecond. */
const TABLES_PER_TURN = 100;

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
  const hosts = new Map(
    planned.flatMap(({ number, tables }) =>
      tables.map((table) => [`${number} ${table.number}`, table.hostId] as const),
    ),
  );
  return asStored(scored, {
    minutesOf: (number) => minutes.get(number) ?? 0,
    hostOf: (round, table) => hosts.get(`${round} ${table}`) ?? null,
  });
}

/**
 * Adds how long each round lasts and who stays at each table; people stand in the order of their ids, as they are read
 * back. Other requests have their turn in between.
 */
export async function asStored(
  { rounds, mix, limits, relaxed }: Described,
  of: { minutesOf: (round: number) => number; hostOf: (round: number, table: number) => string | null },
): Promise<ScoredRounds> {
  const stored: ScoredRounds['rounds'] = [];
  for (const { number, tables } of rounds) {
    const told: StoredTable[] = [];
    for (const [i, table] of tables.entries()) {
      if (i % TABLES_PER_TURN === 0) await setImmediate();
      told.push({ ...table, hostId: of.hostOf(number, table.number), seats: table.seats.toSorted() });
    }
    stored.push({ number, minutes: of.minutesOf(number), tables: told });
  }
  return { rounds: stored, mix, limits, relaxed };
}
