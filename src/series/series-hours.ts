import { asc } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import { gatherings } from '../db/schema/index.ts';
import { hoursWarnings } from '../gatherings/hours-warnings.ts';
import { isToCome } from './queries.ts';

/** Whether the hours of a series are shared fairly among time zones, in the quarter of its next date. Three queries. */
export async function seriesHoursWarnings(db: DbOrTx, seriesId: string, now: Date) {
  const [next] = await db
    .select()
    .from(gatherings)
    .where(isToCome(seriesId, now))
    .orderBy(asc(gatherings.startsAt))
    .limit(1);
  return next ? hoursWarnings(db, next) : [];
}
