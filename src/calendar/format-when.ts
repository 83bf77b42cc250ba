import { commaOf } from '../languages/languages.ts';
import { localOf } from './local-time.ts';

const MS_PER_MINUTE = 60_000;
const MINUTES_PER_HOUR = 60;
const DAY_LENGTH = 'yyyy-mm-dd'.length;

interface Formats {
  date: Intl.DateTimeFormat;
  time: Intl.DateTimeFormat;
}

const cache = new Map<string, Formats>();
/** More locales than any organisation uses at once; a fuller cache is emptied. */
const CACHE_SIZE_MAX = 100;

function formatsOf(locale: string): Formats {
  let formats = cache.get(locale);
  if (!formats) {
    formats = {
      date: new Intl.DateTimeFormat(locale, {
        dateStyle: 'full',
        timeZone: 'UTC',
      }),
      time: new Intl.DateTimeFormat(locale, {
        timeStyle: 'short',
        hourCycle: 'h23',
        timeZone: 'UTC',
      }),
    };
    if (cache.size >= CACHE_SIZE_MAX) cache.clear();
    cache.set(locale, formats);
  }
  return formats;
}

/** An offset as people write it: `GMT+3`, `GMT-3:30`, `GMT+0`. */
function offsetLabel(offsetMinutes: number): string {
  const size = Math.abs(offsetMinutes);
  const minutes = size % MINUTES_PER_HOUR;
  const hours = (size - minutes) / MINUTES_PER_HOUR;
  const rest = minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`;
  return `GMT${offsetMinutes < 0 ? '-' : '+'}${hours}${rest}`;
}

/** A moment in a zone: its day as yyyy-mm-dd, and what people read. */
function sideOf(
  moment: Date,
  timeZone: string,
  locale: string,
): { day: string; time: string; offset: string } {
  const { local, offsetMinutes } = localOf(moment, timeZone);
  return {
    day: local.slice(0, DAY_LENGTH),
    time: formatsOf(locale).time.format(new Date(`${local}Z`)),
    offset: offsetLabel(offsetMinutes),
  };
}

/** French counts the first day of a month, which Intl does not. */
const FRENCH_FIRST = /(?<=^[a-z]+di |^dimanche )1 /;

/** When a gathering is held, as `formatWhen` takes it. */
export interface When {
  instant: Date;
  durationMinutes: number;
  timeZone: string;
  /** A BCP 47 tag; a malformed one throws RangeError. */
  locale: string;
}

/**
 * A time for people to read: "Thursday 3 December 2026, 14:00–15:30 (Africa/Nairobi, GMT+3)". The end carries
 * its own date when that is another day, and its own offset when the clocks change in between. The offsets are
 * those of this folder: Intl sees local fields only and never the zone.
 */
export function formatWhen({ instant, durationMinutes, timeZone, locale }: When): string {
  const end = new Date(instant.getTime() + durationMinutes * MS_PER_MINUTE);
  const first = sideOf(instant, timeZone, locale);
  const last = sideOf(end, timeZone, locale);
  const comma = commaOf(locale);
  const until =
    first.day === last.day ? `–${last.time}` : ` – ${formatDay(last.day, locale)}${comma}${last.time}`;
  const offset = first.offset === last.offset ? first.offset : `${first.offset} → ${last.offset}`;
  return `${formatDay(first.day, locale)}${comma}${first.time}${until} (${timeZone}, ${offset})`;
}

/** The same moment by the clocks of these zones, the reader's first: one line each, none twice. */
export function formatMomentIn(
  moment: { instant: Date; locale: string },
  timeZones: readonly string[],
): string[] {
  return [...new Set(timeZones)].map((timeZone) => formatMoment({ ...moment, timeZone }));
}

/** The same time by the clocks of these zones, the reader's first: one line each, none twice. */
export function formatWhenIn(when: Omit<When, 'timeZone'>, timeZones: string[]): string[] {
  return [...new Set(timeZones)].map((timeZone) => formatWhen({ ...when, timeZone }));
}

/** A day, yyyy-mm-dd, for people to read: "Thursday 3 December 2026". */
export function formatDay(day: string, locale: string): string {
  // Day before month needs no comma after the weekday in English, and versions of Intl differ in setting one.
  return formatsOf(locale)
    .date.format(new Date(`${day}T00:00:00Z`))
    .replace(/^([A-Z][a-z]+day), (?=\d)/, '$1 ')
    .replace(FRENCH_FIRST, '1er ');
}

/** A moment for people to read: "Thursday 3 December 2026, 14:00 (Africa/Nairobi, GMT+3)". */
export function formatMoment({ instant, timeZone, locale }: Omit<When, 'durationMinutes'>): string {
  const { day, time, offset } = sideOf(instant, timeZone, locale);
  return `${formatDay(day, locale)}${commaOf(locale)}${time} (${timeZone}, ${offset})`;
}
