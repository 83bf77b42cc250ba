import { formatWhen } from '../calendar/format-when.ts';
import { localOf } from '../calendar/time-zones.ts';

/** Pages are in English; the day comes before the month. */
const LOCALE = 'en-GB';
const MS_PER_MINUTE = 60_000;
const DAY_LENGTH = 'yyyy-mm-dd'.length;
// The zone was applied before: the day is formatted as it stands.
const LONG_DAY = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeZone: 'UTC' });

/** The calendar day of an instant in a zone, yyyy-mm-dd. */
export function dayOf(instant: Date, timeZone: string): string {
  return localOf(instant, timeZone).local.slice(0, DAY_LENGTH);
}

/** The day of an instant in a zone for people to read: "9 November 2026". */
export function readableDay(instant: Date, timeZone: string): string {
  return LONG_DAY.format(new Date(`${dayOf(instant, timeZone)}T00:00:00Z`));
}

/** When something is held, in the reader's own zone. */
export function readableTime(held: { startsAt: string; endsAt: string }, timeZone: string): string {
  const instant = new Date(held.startsAt);
  const durationMinutes = (Date.parse(held.endsAt) - instant.getTime()) / MS_PER_MINUTE;
  return formatWhen({ instant, durationMinutes, timeZone, locale: LOCALE });
}
