import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { type Gathering, type Series, series as seriesTable } from '../db/schema/index.ts';
import { checkPlan } from '../gatherings/check-plan.ts';
import { timesOf } from '../gatherings/plan.ts';
import { PLACES_FIELDS, placesErrors } from '../gatherings/reschedule.ts';
import type { InputError } from '../problems.ts';
import { addDates } from './add-dates.ts';
import { carryOver } from './carry-over.ts';
import { changeDates, dropDates } from './change-dates.ts';
import { oweContinuation, oweDatesAlone, oweSeriesUpdates } from './owe-series-news.ts';
import { isHeld, originalStart, type PlannedChange, planChange } from './plan-change.ts';
import { lockDates } from './queries.ts';
import type { ChangeSeriesInput } from './schemas.ts';

/**
 * What became of a change. `series` holds the dates that changed: a new one where earlier dates stay as they were.
 * `added` are dates to which nobody has been invited yet, `roomier` those that have more places than before.
 */
export type SeriesChanged =
  | { outcome: 'not-open' }
  | { outcome: 'impossible'; errors: InputError[] }
  | { outcome: 'unchanged'; series: Series }
  | { outcome: 'changed'; series: Series; added: Gathering[]; roomier: Gathering[] };

/**
 * Changes a series from one of its dates on, by default from the next. What has begun never changes. Texts and numbers
 * are taken over by each date and mail nothing. Another time, place or rule raises the revision and owes one update of
 * the whole; where earlier dates stay as they were, the later ones become a series of their own, which is what calendar
 * programs understand. The series' row must be locked.
 */
export async function changeSeries(
  tx: Tx,
  series: Series,
  input: ChangeSeriesInput,
  now: Date,
): Promise<SeriesChanged> {
  if (series.status !== 'scheduled') return { outcome: 'not-open' };
  const dates = (await lockDates(tx, series.id)).sort(byOriginalStart);
  const toCome = dates.filter((date) => isHeld(date) && date.startsAt > now);
  const first = input.from === undefined ? toCome[0] : toCome.find(({ id }) => id === input.from);
  if (!first && input.from === undefined) return { outcome: 'not-open' };
  if (!first) {
    const message = 'is no date of this series that is still to come';
    return { outcome: 'impossible', errors: [{ pointer: '/from', message }] };
  }
  const isLater = (date: Gathering) =>
    originalStart(date) >= originalStart(first) && (date.startsAt > now || !isHeld(date));
  const later = dates.filter(isLater);
  const earlier = dates.filter((date) => !isLater(date));

  const change = planChange(series, input, { earlier, later }, now);
  if (change === null) return { outcome: 'unchanged', series };
  if ('errors' in change) return { outcome: 'impossible', errors: change.errors };
  const { plan, changed, times, map } = change;
  const planned = { ...plan, format: series.format, startLocal: times.startLocal };
  const roomChanged = PLACES_FIELDS.some((field) => changed.has(field));
  const errors = [
    ...(await checkPlan(tx, { ...planned, ...timesOf(planned) }, changed, now)),
    ...(roomChanged ? await placesErrors(tx, later, plan) : []),
  ];
  if (errors.length > 0) return { outcome: 'impossible', errors };

  const target = await store(tx, series, change, now);
  const updated = (await changeDates(tx, target, change, now)).filter(isHeld);
  const dropped = await dropDates(tx, map.dropped.filter(isHeld), null, now);
  const added = await addDates(tx, target, map.added, now);
  await tell(tx, { series, target, moved: change.moved, updated, dropped }, now);
  const roomier = roomChanged ? updated : [];
  return { outcome: 'changed', series: target, added, roomier };
}

function byOriginalStart(a: Gathering, b: Gathering): number {
  return originalStart(a) < originalStart(b) ? -1 : 1;
}

/** Writes the series, or ends it before the change and begins another with it; returns the one that holds the change. */
async function store(
  tx: Tx,
  series: Series,
  { plan, before, recurrence, times, moved }: PlannedChange,
  now: Date,
): Promise<Series> {
  const { startLocal: _, timeZone, hostId, facilitatorId, ...rest } = plan;
  const texts = { plan: rest, hostId, facilitatorId, updatedAt: now };
  const { startLocal, extendAt } = times;
  const whole = { ...texts, timeZone, startLocal, recurrence, extendAt };
  const sequence = series.sequence + 1;
  if (before === null) return write(tx, series.id, moved ? { ...whole, sequence } : texts);
  await write(tx, series.id, { recurrence: before, extendAt: null, sequence, updatedAt: now });
  const row = {
    ...series,
    ...whole,
    id: uuidv7({ msecs: now.getTime() }),
    calendarUid: randomUUID(),
    sequence: 0,
    continues: series.id,
    createdAt: now,
  };
  const [created] = await tx.insert(seriesTable).values(row).returning();
  if (!created) throw new Error('an insert returned no row');
  return created;
}

async function write(tx: Tx, id: string, values: Partial<Series>): Promise<Series> {
  const [row] = await tx.update(seriesTable).set(values).where(eq(seriesTable.id, id)).returning();
  if (!row) throw new Error('the locked series is gone');
  return row;
}

type Told = { series: Series; target: Series; moved: boolean; updated: Gathering[]; dropped: Gathering[] };

/** Where a series was cut, the end of the old one is owed before the new one. */
async function tell(tx: Tx, { series, target, moved, updated, dropped }: Told, now: Date): Promise<void> {
  if (!moved) return;
  if (target.id === series.id) {
    await oweSeriesUpdates(tx, target, now);
  } else {
    await carryOver(tx, series, { series: target, dates: updated }, now);
    await oweContinuation(tx, { ...series, sequence: series.sequence + 1 }, target, now);
  }
  await oweDatesAlone(tx, updated, 'update', now);
  await oweDatesAlone(tx, dropped, 'cancellation', now);
}
