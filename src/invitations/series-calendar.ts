import type { CalendarObject } from '../calendar/out.ts';
import { recurrenceRule } from '../calendar/recurrence.ts';
import type { Gathering, Series } from '../db/schema/index.ts';
import { type CalendarContext, eventOf, PARTSTAT, sequenceOf } from './calendar-event.ts';
import type { SeriesPart } from './series-part.ts';
import { plannedStart } from './series-rule.ts';

/** How far ahead a series without an end carries the exact rules of its zone: calendars are renewed sooner. */
const ZONE_YEARS = 10;
const YEAR_LENGTH = 'yyyy'.length;

/**
 * The events that tell one guest a whole series, all under its UID and revision: the rule from the first date that the
 * guest has, with an exception for each date that is dropped or not theirs, and after it each date that differs from
 * the rule in time, place, words or the guest's answer. A CANCEL is the first alone. Empty when no date is left.
 */
export function seriesObjects(part: SeriesPart, context: CalendarContext): CalendarObject[] {
  const { series, rule, dates, answers, answer } = part;
  const { calendarUid: uid, timeZone } = series;
  const sequence = sequenceOf(context.kind, series);
  const mine = dates.filter((date) => answers.has(date.id));
  if (context.kind === 'cancellation' || context.kind === 'uninvited') {
    const first = mine[0] ?? dates[0];
    if (!first) return [];
    const startLocal = plannedStart(first);
    return [{ ...eventOf(asPlanned(series, first, startLocal), answer, context), uid, sequence }];
  }
  const held = mine.filter((date) => date.status !== 'cancelled' && rule.locals.has(plannedStart(date)));
  const [first] = held;
  if (!first) return [];
  const startLocal = plannedStart(first);
  const theirs = new Set(held.map(plannedStart));
  const exceptions = rule.all.filter((local) => local > startLocal && !theirs.has(local));
  const lastYear = Number((rule.last ?? startLocal).slice(0, YEAR_LENGTH)) + (rule.last ? 0 : ZONE_YEARS);
  const master = {
    ...eventOf(asPlanned(series, first, startLocal), answer, context),
    uid,
    sequence,
    recurrence: { rule: recurrenceRule(series.recurrence, timeZone, rule.last), exceptions, lastYear },
  };
  const overrides = held
    .filter((date) => differs(date, series) || PARTSTAT[answers.get(date.id) ?? answer] !== PARTSTAT[answer])
    .map((date) => ({
      ...eventOf(date, answers.get(date.id) ?? answer, context),
      uid,
      sequence,
      recurrenceId: { startLocal: plannedStart(date), timeZone },
    }));
  return [master, ...overrides];
}

/** A date as the series plans it, whatever has become of it. */
function asPlanned({ plan, timeZone }: Series, date: Gathering, startLocal: string): Gathering {
  return { ...date, ...plan, startLocal, timeZone };
}

function differs(date: Gathering, { plan, timeZone }: Series): boolean {
  return (
    date.startLocal !== plannedStart(date) ||
    date.timeZone !== timeZone ||
    date.durationMinutes !== plan.durationMinutes ||
    date.title !== plan.title ||
    date.purpose !== plan.purpose ||
    date.place !== plan.place ||
    date.onlineUrl !== plan.onlineUrl
  );
}
