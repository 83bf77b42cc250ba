import { expand, firstDate, type Recurrence } from '../calendar/recurrence.ts';
import { instantOf, localOf } from '../calendar/time-zones.ts';
import type { InputError } from '../problems.ts';
import { DATES_MAX } from './schemas.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Our default: half a year ahead, so that a date can be found, changed and prepared in time. */
const AHEAD_MS = 26 * 7 * DAY_MS;
/** How often a series without an end gets further dates. */
export const EXTEND_EVERY_MS = 7 * DAY_MS;

/** When a series is held: its first date and the local start of each that is made now. */
export type Dates = { startLocal: string; dates: string[]; extendAt: Date | null };

/**
 * The dates of a rule from a start on: all of them where it ends, else those of the next half year and at least the
 * first. A time that the clocks skip on the first date is refused: nothing could be held at the start of the series.
 */
export function datesOf(
  recurrence: Recurrence,
  { start, timeZone }: { start: string; timeZone: string },
  now: Date,
): Dates | { errors: InputError[] } {
  const startLocal = firstDate(recurrence, start);
  const { resolution } = instantOf(startLocal, timeZone);
  if (resolution === 'gap') {
    const message = `is skipped by the clocks on ${startLocal.slice(0, 'yyyy-mm-dd'.length)}; begin on another day or at another time`;
    return { errors: [{ pointer: '/start', message }] };
  }
  const ends = recurrence.count !== null || recurrence.until !== null;
  const { dates } = ends
    ? expand(recurrence, { start: startLocal, timeZone }, { max: DATES_MAX + 1 })
    : endlessDates(recurrence, { start: startLocal, timeZone }, now);
  if (dates.length === 0) {
    return { errors: [{ pointer: '/recurrence/until', message: 'is before the first date' }] };
  }
  if (dates.length > DATES_MAX) {
    const message = `makes more than ${DATES_MAX} dates; choose an earlier day, or leave it out for a series without an end`;
    return { errors: [{ pointer: '/recurrence/until', message }] };
  }
  return { startLocal, dates, extendAt: ends ? null : new Date(now.getTime() + EXTEND_EVERY_MS) };
}

/** More dates than any series has had: a daily one of 27 years. */
const PAST_MAX = 10_000;

/** The dates of the next half year from now, or from the first one where that is later. */
function endlessDates(
  recurrence: Recurrence,
  first: { start: string; timeZone: string },
  now: Date,
): { dates: string[] } {
  const begins = instantOf(first.start, first.timeZone).instant;
  const from = Math.max(now.getTime(), begins.getTime());
  const through = dayOf(new Date(from + AHEAD_MS), first.timeZone);
  const { dates } = expand(recurrence, first, { through, max: PAST_MAX });
  const today = dayOf(now, first.timeZone);
  return { dates: dates.filter((local) => local >= today) };
}

/** The local day of an instant, yyyy-mm-dd. */
function dayOf(instant: Date, timeZone: string): string {
  return localOf(instant, timeZone).local.slice(0, 'yyyy-mm-dd'.length);
}
