import { type SQL, sql } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import type { MetPages } from '../mixing/index.ts';
import { idsIn } from './ids-in.ts';
import { metPages } from './met-pages.ts';

/**
 * When pairs among these people last met (level 2 and up), for mixing. One query whatever the number of people; cost:
 * the encounters of the people named. `exceptGatheringId` leaves out what a gathering itself brought about.
 */
export async function metAmong(
  db: DbOrTx,
  personIds: string[],
  exceptGatheringId?: string,
): Promise<MetPages> {
  if (personIds.length < 2) return [];
  const ids = idsIn(personIds);
  const except: SQL = exceptGatheringId ? sql`and gathering_id <> ${exceptGatheringId}` : sql``;
  return metPages(
    db,
    sql`select person_a, person_b, max(met_at) as met_at
      from encounters
     where person_a = any(${ids}) and person_b = any(${ids}) and level >= 2 ${except}
     group by person_a, person_b`,
  );
}
