import { type SQL, sql } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import type { Met } from '../mixing/index.ts';

/**
 * When pairs among these people last met (level 2 and up), for mixing. One query whatever the number of people; cost:
 * the encounters of the people named. `exceptGatheringId` leaves out what a gathering itself brought about.
 */
export async function metAmong(db: DbOrTx, personIds: string[], exceptGatheringId?: string): Promise<Met[]> {
  if (personIds.length < 2) return [];
  const ids = sql`${sql.param(personIds)}::uuid[]`;
  const except: SQL = exceptGatheringId ? sql`and gathering_id <> ${exceptGatheringId}` : sql``;
  const rows = await db.execute<Met>(sql`
    select person_a as a, person_b as b, to_char(max(met_at) at time zone 'UTC', 'YYYY-MM-DD') as "metOn"
      from encounters
     where person_a = any(${ids}) and person_b = any(${ids}) and level >= 2 ${except}
     group by person_a, person_b
     order by person_a, person_b`);
  return [...rows];
}
