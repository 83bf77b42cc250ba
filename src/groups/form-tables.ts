import { and, eq, gt, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { type Gathering, rounds, seats } from '../db/schema/index.ts';
import { FORMATS } from '../gatherings/formats/index.ts';
import type { SeatedRound } from '../mixing/index.ts';
import { idsIn } from '../people/ids-in.ts';

/**
 * Stores the tables of a gathering in place of those it had, from the round after those done on. The caller holds the
 * gathering's lock. One statement a round and two, however many people there are.
 */
export async function formTables(
  tx: Tx,
  {
    gathering,
    formed,
    roundsDone,
    hosts = [],
  }: { gathering: Gathering; formed: SeatedRound[]; roundsDone: number; hosts?: string[] | undefined },
  now: Date,
): Promise<void> {
  const coming = formed.filter(({ number }) => number > roundsDone);
  await tx.delete(rounds).where(and(eq(rounds.gatheringId, gathering.id), gt(rounds.number, roundsDone)));
  if (coming.length === 0) return;
  const rows = coming.map(({ number }) => ({
    id: uuidv7(),
    gatheringId: gathering.id,
    number,
    minutes: minutesOfRound(gathering, formed.length),
    createdAt: now,
  }));
  await tx.insert(rounds).values(rows);
  for (const [i, { tables }] of coming.entries()) await takeSeats(tx, rows[i]?.id ?? '', tables, hosts);
}

/** As lists: a statement with a parameter for each value takes the driver longer than the engine its plan. */
async function takeSeats(
  tx: Tx,
  roundId: string,
  tables: SeatedRound['tables'],
  hosts: readonly string[],
): Promise<void> {
  const tableNumbers = tables.flatMap((table) => table.seats.map(() => table.number));
  await tx.execute(sql`
    insert into ${seats} (round_id, person_id, table_number, hosts)
    select ${roundId}::uuid, person_id, table_number, person_id = any(${idsIn(hosts)}) from unnest(
      ${idsIn(tables.flatMap((table) => table.seats))},
      string_to_array(${tableNumbers.join()}, ',')::int[]) as seat(person_id, table_number)`);
}

/** What the format gives a round, unless so many do not fit into the gathering. */
export function minutesOfRound(gathering: Gathering, count: number): number {
  const share = Math.floor(gathering.durationMinutes / count);
  const { grouping } = FORMATS[gathering.format as keyof typeof FORMATS];
  return Math.max(1, Math.min(grouping?.roundMinutes ?? share, share));
}
