import { and, asc, eq, gt, sql } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import { type Gathering, gatherings } from '../db/schema/index.ts';

/** The date of a series on this day that is not over, or the next one; null where there is none. */
export async function dateAsked(
  db: DbOrTx,
  { seriesId, day }: { seriesId: string; day: string | undefined },
  now: Date,
): Promise<Gathering | null> {
  const [date] = await db
    .select()
    .from(gatherings)
    .where(
      and(
        eq(gatherings.seriesId, seriesId),
        eq(gatherings.status, 'scheduled'),
        gt(gatherings.endsAt, now),
        day === undefined ? undefined : sql`left(${gatherings.startLocal}, 10) = ${day}`,
      ),
    )
    .orderBy(asc(gatherings.startsAt), asc(gatherings.id))
    .limit(1);
  return date ?? null;
}
