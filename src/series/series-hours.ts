import { and, asc, eq, gt } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import { gatherings } from '../db/schema/index.ts';
import { hoursWarnings } from '../gatherings/hours-warnings.ts';

/** Whether the hours of a series are shared fairly among time zones, in the quarter of its next date. Three queries. */
export async function seriesHoursWarnings(db: DbOrTx, seriesId: string, now: Date) {
  const [next] = await db
    .select()
    .from(gatherings)
    .where(
      and(
        eq(gatherings.seriesId, seriesId),
        eq(gatherings.status, 'scheduled'),
        gt(gatherings.startsAt, now),
      ),
    )
    .orderBy(asc(gatherings.startsAt))
    .limit(1);
  return next ? hoursWarnings(db, next) : [];
}
