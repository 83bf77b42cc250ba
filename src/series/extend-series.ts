import { and, eq, lte } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type Gathering, series as seriesTable } from '../db/schema/index.ts';
import { enqueueAll } from '../outbox/enqueue.ts';
import { addDates } from './add-dates.ts';
import { datesOf, EXTEND_EVERY_MS } from './dates-of.ts';

/** Owes the job that makes further dates for each series whose turn has come; the next turn is set at once. */
export async function oweExtensions(tx: Tx, now: Date): Promise<void> {
  const due = await tx
    .update(seriesTable)
    .set({ extendAt: new Date(now.getTime() + EXTEND_EVERY_MS) })
    .where(and(eq(seriesTable.status, 'scheduled'), lte(seriesTable.extendAt, now)))
    .returning({ seriesId: seriesTable.id });
  await enqueueAll(tx, 'extend-series', due, now);
}

/**
 * Makes the dates of a series without an end that have come within reach, and returns them. Running it again makes
 * none.
 */
export async function extendSeries(tx: Tx, seriesId: string, now: Date): Promise<Gathering[]> {
  const [row] = await tx.select().from(seriesTable).where(eq(seriesTable.id, seriesId)).for('update');
  if (row?.status !== 'scheduled' || row.extendAt === null) return [];
  const times = datesOf(row.recurrence, { start: row.startLocal, timeZone: row.timeZone }, now);
  return 'errors' in times ? [] : addDates(tx, row, times.dates, now);
}
