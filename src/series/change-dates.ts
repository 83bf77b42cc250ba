import { eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type Gathering, gatherings, type Series } from '../db/schema/index.ts';
import type { FormatName } from '../gatherings/formats/format.ts';
import { FORMATS } from '../gatherings/formats/index.ts';
import { timesOf } from '../gatherings/plan.ts';
import type { PlannedChange } from './plan-change.ts';

/**
 * Makes the change on each date that stays, which may become one of another series. What a date has of its own in
 * fields that do not change it keeps. At most 200 dates, a statement each.
 */
export async function changeDates(
  tx: Tx,
  series: Series,
  { plan, changed, moved, retimed, map }: PlannedChange,
  now: Date,
): Promise<Gathering[]> {
  const values = Object.fromEntries(
    [...changed].filter((field) => field !== 'startLocal').map((field) => [field, plan[field]]),
  );
  const updated: Gathering[] = [];
  for (const { date, local } of map.kept) {
    const start = retimed ? { startLocal: local, timeZone: plan.timeZone } : {};
    const next = { ...date, ...values, ...start };
    const agenda = FORMATS[date.format as FormatName].agenda(next.durationMinutes);
    const [row] = await tx
      .update(gatherings)
      .set({
        ...values,
        ...start,
        ...timesOf(next),
        ...(changed.has('durationMinutes') ? { agenda } : {}),
        seriesId: series.id,
        recurrenceLocal: local,
        sequence: moved ? Math.max(date.sequence + 1, series.sequence) : date.sequence,
        updatedAt: now,
      })
      .where(eq(gatherings.id, date.id))
      .returning();
    if (row) updated.push(row);
  }
  return updated;
}

/** Calls dates off that are still to come: the series goes on without them, or is over. */
export async function dropDates(
  tx: Tx,
  dates: Gathering[],
  reason: string | null,
  now: Date,
): Promise<Gathering[]> {
  const dropped: Gathering[] = [];
  for (const { id, sequence } of dates) {
    const [row] = await tx
      .update(gatherings)
      .set({
        status: 'cancelled',
        sequence: sequence + 1,
        cancelReason: reason,
        cancelledAt: now,
        updatedAt: now,
      })
      .where(eq(gatherings.id, id))
      .returning();
    if (row) dropped.push(row);
  }
  return dropped;
}
