import { and, asc, desc, eq, inArray, lt, ne, or, type SQL, sql } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import { gatherings, programmeParts, programmes, rounds, seats, series } from '../db/schema/index.ts';
import type { SeatedRound } from '../mixing/index.ts';

/** What one date of a programme remembers. */
export type DateMemory = {
  gatheringId: string;
  startLocal: string;
  /** Who sat with whom. */
  rounds: SeatedRound[];
  leftOut: string[];
  hosted: string[];
  facilitated: string[];
};

/** As far back as the cooldown of a coffee looks (domain rules §1). */
const DATES_DEFAULT = 10;

/**
 * The dates of a programme before an instant that were planned, the last one first, at most so many: who sat with whom,
 * who was left out, who hosted and who facilitated. Three queries, a row a table.
 */
export async function memoryOf(
  db: DbOrTx,
  programmeId: string,
  { before, dates = DATES_DEFAULT }: { before: Date; dates?: number },
): Promise<DateMemory[]> {
  const held = await db
    .select({ gatheringId: gatherings.id, startLocal: gatherings.startLocal })
    .from(gatherings)
    .where(
      and(
        inArray(gatherings.seriesId, seriesOf(programmeId)),
        ne(gatherings.status, 'cancelled'),
        lt(gatherings.startsAt, before),
        or(
          sql`exists (select from ${rounds} where ${rounds.gatheringId} = ${gatherings.id})`,
          sql`exists (select from ${programmeParts} where ${programmeParts.gatheringId} = ${gatherings.id})`,
        ),
      ),
    )
    .orderBy(desc(gatherings.startsAt), desc(gatherings.id))
    .limit(dates);
  const ids = held.map(({ gatheringId }) => gatheringId);
  if (ids.length === 0) return [];
  const [tables, parts] = [await tablesOf(db, ids), await partsOf(db, ids)];
  return held.map((date) => {
    const mine = parts.filter(({ gatheringId }) => gatheringId === date.gatheringId);
    const who = (part: string) => mine.find((one) => one.part === part)?.personIds ?? [];
    return {
      ...date,
      rounds: tables.get(date.gatheringId) ?? [],
      leftOut: who('left-out'),
      hosted: who('hosted'),
      facilitated: who('facilitated'),
    };
  });
}

/** The series of a programme and those whose later dates it took over. */
function seriesOf(programmeId: string): SQL {
  return sql`(
    with recursive held(id) as (
      select ${programmes.seriesId} from ${programmes} where ${programmes.id} = ${programmeId}
      union select ${series.continues} from ${series} join held on held.id = ${series.id}
        where ${series.continues} is not null
    ) select id from held)`;
}

async function tablesOf(db: DbOrTx, gatheringIds: string[]): Promise<Map<string, SeatedRound[]>> {
  const rows = await db
    .select({
      gatheringId: rounds.gatheringId,
      number: rounds.number,
      table: seats.tableNumber,
      seats: sql<string>`string_agg(${seats.personId}::text, ',' order by ${seats.personId})`,
    })
    .from(rounds)
    .innerJoin(seats, eq(seats.roundId, rounds.id))
    .where(inArray(rounds.gatheringId, gatheringIds))
    .groupBy(rounds.gatheringId, rounds.number, seats.tableNumber)
    .orderBy(asc(rounds.gatheringId), asc(rounds.number), asc(seats.tableNumber));
  const byDate = new Map<string, SeatedRound[]>();
  for (const row of rows) {
    const list = byDate.get(row.gatheringId) ?? [];
    byDate.set(row.gatheringId, list);
    const table = { number: row.table, seats: row.seats.split(',') };
    const round = list.at(-1);
    if (round?.number === row.number) round.tables.push(table);
    else list.push({ number: row.number, tables: [table] });
  }
  return byDate;
}

async function partsOf(db: DbOrTx, gatheringIds: string[]) {
  const { gatheringId, part, personId } = programmeParts;
  const rows = await db
    .select({
      gatheringId,
      part,
      personIds: sql<string>`string_agg(${personId}::text, ',' order by ${personId})`,
    })
    .from(programmeParts)
    .where(inArray(gatheringId, gatheringIds))
    .groupBy(gatheringId, part);
  return rows.map((row) => ({ ...row, personIds: row.personIds.split(',') }));
}
