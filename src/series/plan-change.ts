import { isDeepStrictEqual } from 'node:util';

import type { Recurrence } from '../calendar/recurrence.ts';
import type { Gathering, Series } from '../db/schema/index.ts';
import { type Plan, readPlan } from '../gatherings/plan.ts';
import { CALENDAR_FIELDS } from '../gatherings/reschedule.ts';
import type { InputError } from '../problems.ts';
import { type Dates, datesOf } from './dates-of.ts';
import { type DateMap, mapDates } from './map-dates.ts';
import { readRecurrence, refit } from './read-recurrence.ts';
import { cutRule } from './remaining-rule.ts';
import type { ChangeSeriesInput } from './schemas.ts';

/** A change of a series from a date on, worked out and not yet made. */
export type PlannedChange = {
  plan: Plan;
  changed: Set<keyof Plan>;
  /** The rule of the earlier dates, where they stay as they were and the later ones become a series of their own. */
  before: Recurrence | null;
  recurrence: Recurrence;
  times: Dates;
  /** Another time, length, place or rule: calendars must be told. */
  moved: boolean;
  /** Another time or rule: each date gets its start anew. */
  retimed: boolean;
  map: DateMap;
};

/** The local start that the rule gave a date. */
export const originalStart = ({ recurrenceLocal, startLocal }: Gathering) => recurrenceLocal ?? startLocal;

/**
 * Works out what a change means for the dates of a series: `later` are those to be changed, the first of them first,
 * `earlier` the others. Null when nothing would change.
 */
export function planChange(
  series: Series,
  { recurrence: asked, from: _, ...input }: ChangeSeriesInput,
  { earlier, later }: { earlier: Gathering[]; later: Gathering[] },
  now: Date,
): PlannedChange | { errors: InputError[] } | null {
  const read = readPlan(input, series.plan.reminders);
  if ('errors' in read) return read;
  const cut = later[0] ? originalStart(later[0]) : series.startLocal;
  const { timeZone, hostId, facilitatorId } = series;
  const was: Plan = { ...series.plan, hostId, facilitatorId, timeZone, startLocal: cut };
  const changed = changesOf(was, read.values);
  const plan = { ...was, ...read.values };

  const rule = cutRule(series, cut);
  const fitted = changed.has('startLocal') ? refit(rule.after, plan.startLocal) : rule.after;
  const wanted = asked ? readRecurrence(asked, plan.startLocal) : { recurrence: fitted };
  if ('errors' in wanted) return wanted;
  const { recurrence } = wanted;
  const retimed =
    changed.has('startLocal') || changed.has('timeZone') || !isDeepStrictEqual(recurrence, rule.after);
  if (changed.size === 0 && !retimed) return null;
  const moved = retimed || CALENDAR_FIELDS.some((field) => changed.has(field));

  const times = datesOf(recurrence, { start: plan.startLocal, timeZone: plan.timeZone }, now);
  if ('errors' in times) return times;
  const begun = new Set(earlier.map((date) => dayOf(originalStart(date))));
  const locals = times.dates.filter((local) => !begun.has(dayOf(local)));
  const map = moved ? mapDates(later, locals) : asTheyAre(later);
  const before = moved && earlier.some(isHeld) ? rule.before : null;
  return { plan, changed, before, recurrence, times, moved, retimed, map };
}

/** Whether a date takes place, or has taken place. */
export function isHeld({ status }: Pick<Gathering, 'status'>): boolean {
  return status !== 'cancelled';
}

const dayOf = (local: string) => local.slice(0, 'yyyy-mm-dd'.length);

function asTheyAre(dates: Gathering[]): DateMap {
  return { kept: dates.map((date) => ({ date, local: originalStart(date) })), dropped: [], added: [] };
}

function changesOf(was: Plan, values: Partial<Plan>): Set<keyof Plan> {
  const fields = Object.keys(values) as (keyof Plan)[];
  return new Set(fields.filter((field) => !isDeepStrictEqual(values[field], was[field])));
}
