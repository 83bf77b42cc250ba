import { eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type Series, series as seriesTable } from '../db/schema/index.ts';
import { readText } from '../gatherings/plan.ts';
import type { InputError } from '../problems.ts';
import { dropDates } from './change-dates.ts';
import { oweDatesAlone, oweSeriesCancellations } from './owe-series-news.ts';
import { isHeld } from './plan-change.ts';
import { lockDates } from './queries.ts';

/** What became of a cancellation; one that is asked for again changes nothing. */
export type SeriesCancelled =
  | { outcome: 'impossible'; errors: InputError[] }
  | { outcome: 'cancelled' | 'already-cancelled'; series: Series };

/**
 * Cancels a series and every date of it that has not begun, and owes one cancellation of the whole to those whom it
 * has reached. What has begun stays. The series' row must be locked.
 */
export async function cancelSeries(
  tx: Tx,
  series: Series,
  reason: string | null,
  now: Date,
): Promise<SeriesCancelled> {
  if (series.status === 'cancelled') return { outcome: 'already-cancelled', series };
  const read = readText('/reason', reason);
  if ('errors' in read) return { outcome: 'impossible', errors: read.errors };
  const dates = await lockDates(tx, series.id);
  const toCome = dates.filter((date) => isHeld(date) && date.startsAt > now);
  const dropped = await dropDates(tx, toCome, read.value, now);
  const [cancelled] = await tx
    .update(seriesTable)
    .set({
      status: 'cancelled',
      sequence: series.sequence + 1,
      extendAt: null,
      cancelReason: read.value,
      cancelledAt: now,
      updatedAt: now,
    })
    .where(eq(seriesTable.id, series.id))
    .returning();
  if (!cancelled) throw new Error('the locked series is gone');
  if (dropped.length > 0) await oweSeriesCancellations(tx, cancelled, now);
  await oweDatesAlone(tx, dropped, 'cancellation', now);
  return { outcome: 'cancelled', series: cancelled };
}
