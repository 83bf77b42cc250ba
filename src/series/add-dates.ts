import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { type Gathering, gatherings, type Series } from '../db/schema/index.ts';
import type { FormatName } from '../gatherings/formats/format.ts';
import { FORMATS } from '../gatherings/formats/index.ts';
import { timesOf } from '../gatherings/plan.ts';

/**
 * Makes a gathering for each of these local starts by the plan of the series; a date that is there already stays as it
 * is. Their ids are in the order of the dates. At most 200 dates: one statement.
 */
export async function addDates(tx: Tx, series: Series, dates: string[], now: Date): Promise<Gathering[]> {
  if (dates.length === 0) return [];
  const { plan, hostId, facilitatorId, timeZone, createdBy } = series;
  const agenda = FORMATS[series.format as FormatName].agenda(plan.durationMinutes);
  const rows = dates.map((startLocal, i) => ({
    ...plan,
    ...timesOf({ startLocal, timeZone, durationMinutes: plan.durationMinutes }),
    id: uuidv7({ msecs: now.getTime(), seq: i }),
    format: series.format,
    hostId,
    facilitatorId,
    startLocal,
    timeZone,
    agenda,
    seriesId: series.id,
    recurrenceLocal: startLocal,
    calendarUid: randomUUID(),
    createdBy,
    createdAt: now,
    updatedAt: now,
  }));
  return tx
    .insert(gatherings)
    .values(rows)
    .onConflictDoNothing({ target: [gatherings.seriesId, gatherings.recurrenceLocal] })
    .returning();
}
