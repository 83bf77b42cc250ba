import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { encounters, type Gathering, gatherings } from '../db/schema/index.ts';
import { checkedInPeople, plannedRounds, turnout } from '../groups/queries.ts';
import { readMetPages } from '../mixing/index.ts';
import { metAmong } from '../people/met-among.ts';
import { pairFigures } from './outcome-figures.ts';
import { tableEncounters } from './table-encounters.ts';

/** Evidence of level 2: both came and shared a small table. */
const LEVEL_SAME_TABLE = 2;
/** A row has ten parameters; PostgreSQL takes 65,535 in a statement. */
const ROWS_PER_INSERT = 5_000;

/**
 * Records who met whom and freezes the figures, once: only a gathering that is closing is worked on, under its row's
 * lock. Returns the number of encounters recorded, or null when there was nothing to do.
 */
export async function recordEncounters(tx: Tx, gatheringId: string, now: Date): Promise<number | null> {
  const [gathering] = await tx.select().from(gatherings).where(eq(gatherings.id, gatheringId)).for('update');
  if (gathering?.status !== 'closing') return null;
  const present = await checkedInPeople(tx, gatheringId);
  const presentIds = present.map((person) => person.id);
  const found = tableEncounters(await plannedRounds(tx, gatheringId), new Set(presentIds));
  const earlier = readMetPages(await metAmong(tx, presentIds, gatheringId));
  const metAt = metAtOf(gathering, now);
  for (let i = 0; i < found.length; i += ROWS_PER_INSERT) {
    const rows = found.slice(i, i + ROWS_PER_INSERT).map((pair) => ({
      ...pair,
      id: uuidv7(),
      gatheringId,
      level: LEVEL_SAME_TABLE,
      evidence: 'table' as const,
      metAt,
      createdAt: now,
    }));
    await tx.insert(encounters).values(rows).onConflictDoNothing();
  }
  const units = new Map(present.map((person) => [person.id, person.unit]));
  const outcome = {
    ...(await turnout(tx, gatheringId)),
    ...pairFigures(found, units, earlier, metAt),
  };
  await tx
    .update(gatherings)
    .set({ status: 'closed', outcome, updatedAt: now })
    .where(eq(gatherings.id, gatheringId));
  return found.length;
}

/** When they met: at the gathering, which an organiser may close early but never after the present. */
function metAtOf(gathering: Gathering, now: Date): Date {
  return gathering.startsAt < now ? gathering.startsAt : now;
}
