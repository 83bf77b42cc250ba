import type { CalendarObject } from '../calendar/out.ts';
import { expand, recurrenceRule } from '../calendar/recurrence.ts';
import type { Gathering, Series } from '../db/schema/index.ts';
import { type CalendarContext, eventOf, PARTSTAT, sequenceOf } from './calendar-event.ts';
import type { SeriesPart } from './series-part.ts';

/** How far ahead a series without an end carries the exact rules of its zone: calendars are renewed sooner. */
const ZONE_YEARS = 10;
/** More dates than any series has had: a daily one of 27 years. */
const DATES_MAX = 10_000;
const DAY_LENGTH = 'yyyy-mm-dd'.length;
const YEAR_LENGTH = 'yyyy'.length;

/**
 * The events that tell one guest a whole series, all under its UID and revision: the rule from the first date that the
 * guest has, with an exception for each date that is dropped or not theirs, and after it each date that differs from
 * the rule in time, place, words or the guest's answer. A CANCEL is the first alone. Empty when no date is left.
 */
export function seriesObjects(part: SeriesPart, context: CalendarContext): CalendarObject[] {
  const { series, dates, answers, answer } = part;
  const { calendarUid: uid, timeZone } = series;
  const sequence = sequenceOf(context.kind, series);
  const mine = dates.filter((date) => answers.has(date.id));
  if (context.kind === 'cancellation' || context.kind === 'uninvited') {
    const first = mine[0] ?? dates[0];
    if (!first) return [];
    const startLocal = original(first);
    return [{ ...eventOf(asPlanned(series, first, startLocal), answer, context), uid, sequence }];
  }
  const rule = ruleOf(series, dates);
  const held = mine.filter((date) => date.status !== 'cancelled' && rule.locals.has(original(date)));
  const [first] = held;
  if (!first) return [];
  const startLocal = original(first);
  const theirs = new Set(held.map(original));
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
      recurrenceId: { startLocal: original(date), timeZone },
    }));
  return [master, ...overrides];
}

/** The local start that the rule gave a date. */
const original = ({ recurrenceLocal, startLocal }: Gathering) => recurrenceLocal ?? startLocal;

/** A date as the series plans it, whatever has become of it. */
function asPlanned({ plan, timeZone }: Series, date: Gathering, startLocal: string): Gathering {
  return { ...date, ...plan, startLocal, timeZone };
}

function differs(date: Gathering, { plan, timeZone }: Series): boolean {
  return (
    date.startLocal !== original(date) ||
    date.timeZone !== timeZone ||
    date.durationMinutes !== plan.durationMinutes ||
    date.title !== plan.title ||
    date.purpose !== plan.purpose ||
    date.place !== plan.place ||
    date.onlineUrl !== plan.onlineUrl
  );
}

/** What the rule gives: as far as it goes, or as far as there are dates yet; `last` is null where it has no end. */
function ruleOf({ recurrence, startLocal: start, timeZone }: Series, dates: Gathering[]) {
  const ends = recurrence.count !== null || recurrence.until !== null;
  const through = dates.map(original).at(-1)?.slice(0, DAY_LENGTH) ?? start.slice(0, DAY_LENGTH);
  const { dates: locals, skipped } = expand(
    recurrence,
    { start, timeZone },
    { ...(ends ? {} : { through }), max: DATES_MAX },
  );
  return {
    locals: new Set(locals),
    all: [...locals, ...skipped].sort(),
    last: ends ? (locals.at(-1) ?? start) : null,
  };
}
