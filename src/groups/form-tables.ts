import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { type Gathering, rounds, seats } from '../db/schema/index.ts';
import { FORMATS } from '../gatherings/formats/index.ts';
import { formRounds, MixingError } from '../mixing/index.ts';
import { metAmong } from '../people/met-among.ts';
import { acceptedPeople, checkedInPeople } from './queries.ts';
import { type ScoredRounds, withMinutes } from './scored-rounds.ts';

export type FormTables = {
  tableSize: number;
  rounds: number;
  seed?: number;
  from?: 'accepted' | 'checked-in';
};
/** A row has three parameters; PostgreSQL takes 65,535 in a statement. */
const SEATS_PER_INSERT = 20_000;

/**
 * Makes the tables of a gathering, in place of any it had. The caller holds the gathering's lock.
 * Returns the engine's own sentence when no plan can be made of these people.
 */
export async function formTables(
  tx: Tx,
  input: FormTables & { gathering: Gathering; defaultSeed: number },
  now: Date,
): Promise<ScoredRounds | MixingError> {
  const { gathering, tableSize, seed = input.defaultSeed, from = 'accepted' } = input;
  const people =
    from === 'accepted' ? await acceptedPeople(tx, gathering.id) : await checkedInPeople(tx, gathering.id);
  const history = await metAmong(
    tx,
    people.map((person) => person.id),
    gathering.id,
  );
  const minutes = minutesOfRound(gathering, input.rounds);
  try {
    const today = now.toISOString().slice(0, 10);
    const formed = formRounds({ people, history, tableSize, rounds: input.rounds, seed, today });
    await tx.delete(rounds).where(eq(rounds.gatheringId, gathering.id));
    const rows = formed.rounds.map(({ number }) => ({
      id: uuidv7(),
      gatheringId: gathering.id,
      number,
      minutes,
      createdAt: now,
    }));
    await tx.insert(rounds).values(rows);
    const taken = formed.rounds.flatMap((round, i) =>
      round.tables.flatMap((table) =>
        table.seats.map((personId) => ({ roundId: rows[i]?.id ?? '', personId, tableNumber: table.number })),
      ),
    );
    for (let i = 0; i < taken.length; i += SEATS_PER_INSERT) {
      await tx.insert(seats).values(taken.slice(i, i + SEATS_PER_INSERT));
    }
    return withMinutes(formed, () => minutes);
  } catch (error) {
    if (error instanceof MixingError) return error;
    throw error;
  }
}

/** What the format gives a round, unless so many do not fit into the gathering. */
function minutesOfRound(gathering: Gathering, count: number): number {
  const share = Math.floor(gathering.durationMinutes / count);
  const { grouping } = FORMATS[gathering.format as keyof typeof FORMATS];
  return Math.max(1, Math.min(grouping?.roundMinutes ?? share, share));
}
