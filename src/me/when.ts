import { formatWhen } from '../calendar/format-when.ts';
import { localOf } from '../calendar/time-zones.ts';

const MS_PER_MINUTE = 60_000;
const DAY_LENGTH = 'yyyy-mm-dd'.length;

/** The calendar day of an instant in a zone, yyyy-mm-dd. */
export function dayOf(instant: Date, timeZone: string): string {
  return localOf(instant, timeZone).local.slice(0, DAY_LENGTH);
}

/** The day of an instant in a zone for people to read: "9 November 2026". */
export function readableDay(instant: Date, timeZone: string, locale: string): string {
  return longDay(dayOf(instant, timeZone), locale);
}

/** A day, yyyy-mm-dd, for people to read: "9 November 2026". */
export function longDay(day: string, locale: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'UTC' });
}

/** When something is held, in the reader's own zone. */
export function readableTime(
  held: { startsAt: string; endsAt: string },
  timeZone: string,
  locale: string,
): string {
  const instant = new Date(held.startsAt);
  const durationMinutes = (Date.parse(held.endsAt) - instant.getTime()) / MS_PER_MINUTE;
  return formatWhen({ instant, durationMinutes, timeZone, locale });
}
