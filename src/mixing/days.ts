import { MixingError } from './mixing-error.ts';

const MS_PER_DAY = 86_400_000;
/** Below this many months an age is told in months, from it on in years. */
const MONTHS_BEFORE_YEARS = 24;

/** A pair counts as new again when its last meeting lies further back than this (the room's new-pair share). */
export const NEW_AGAIN_AFTER_DAYS = 365;

/** Days since 1970-01-01 of an ISO date `yyyy-mm-dd` (a longer ISO text is cut); throws `bad-date` for a day that does not exist. */
export function dayNumber(date: string): number {
  const day = date.slice(0, 10);
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day)
    throw new MixingError('bad-date', `“${date}” is not a date of the form yyyy-mm-dd.`);
  return ms / MS_PER_DAY;
}

/** The ISO date `yyyy-mm-dd` of a day number. */
export const isoDate = (day: number): string => new Date(day * MS_PER_DAY).toISOString().slice(0, 10);

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** How long before `today` a day was (both day numbers), in words: “today”, “3 days ago”, “14 months ago”, “2 years ago”. */
export function ago(day: number, today: number): string {
  if (day >= today) return 'today';
  const months = monthsBetween(new Date(day * MS_PER_DAY), new Date(today * MS_PER_DAY));
  if (months < 1) return `${counted(today - day, 'day')} ago`;
  if (months < MONTHS_BEFORE_YEARS) return `${counted(months, 'month')} ago`;
  return `${counted(Math.floor(months / 12), 'year')} ago`;
}

/** Whole calendar months from one day to a later one. */
function monthsBetween(from: Date, to: Date): number {
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  return to.getUTCDate() < from.getUTCDate() ? months - 1 : months;
}
