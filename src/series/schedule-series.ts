import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { type Series, series } from '../db/schema/index.ts';
import { checkPlan } from '../gatherings/check-plan.ts';
import { type Plan, readPlan, timesOf } from '../gatherings/plan.ts';
import { LEFT_OUT } from '../gatherings/schedule.ts';
import type { InputError } from '../problems.ts';
import { addDates } from './add-dates.ts';
import { datesOf } from './dates-of.ts';
import { readRecurrence } from './read-recurrence.ts';
import type { ScheduleSeriesInput } from './schemas.ts';

/**
 * Schedules a series and its dates, or says everything that stands against it. The first date is the first one at or
 * after the start that fits the rule. `createdBy` is the actor who owns it.
 */
export async function scheduleSeries(
  tx: Tx,
  { format, recurrence: asked, ...input }: ScheduleSeriesInput,
  createdBy: string,
  now: Date,
): Promise<{ series: Series } | { errors: InputError[] }> {
  const read = readPlan({ ...LEFT_OUT, ...input });
  if ('errors' in read) return read;
  const plan = read.values as Plan;
  const rule = readRecurrence(asked, plan.startLocal);
  if ('errors' in rule) return rule;
  const { recurrence } = rule;
  const { startLocal: start, timeZone, hostId, facilitatorId, ...rest } = plan;
  const times = datesOf(recurrence, { start, timeZone }, now);
  if ('errors' in times) return times;
  const { startLocal, dates, extendAt } = times;
  const first = { ...plan, format, startLocal, ...timesOf({ ...plan, startLocal }) };
  const errors = await checkPlan(tx, first, new Set(Object.keys(plan) as (keyof Plan)[]), now);
  if (errors.length > 0) return { errors };
  const row = {
    id: uuidv7({ msecs: now.getTime() }),
    format,
    plan: rest,
    hostId,
    facilitatorId,
    startLocal,
    timeZone,
    recurrence,
    calendarUid: randomUUID(),
    extendAt,
    createdBy,
    createdAt: now,
    updatedAt: now,
  };
  const [scheduled] = await tx.insert(series).values(row).returning();
  if (!scheduled) throw new Error('an insert returned no row');
  await addDates(tx, scheduled, dates, now);
  return { series: scheduled };
}
