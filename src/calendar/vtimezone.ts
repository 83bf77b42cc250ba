import { correctionOf, dateInYear } from './zone-corrections.ts';
import { FIRST_YEAR, libraryBlock } from './zone-rules.ts';

const DAYS_PER_WEEK = 7;
/** A fifth weekday of a month is always its last, which is how the library puts it already. */
const FIFTH = 5;
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

/**
 * A library rule that misses the law in some years, put as "the nth weekday of the month" with the n of one
 * year. The exact rule (BYMONTHDAY with BYDAY) would not fit the form in which some programs keep a zone.
 */
function ruleOfYear(timeZone: string, start: string, rule: string, year: number): string {
  const exact = correctionOf(timeZone, rule);
  const date = exact && new Date(dateInYear(exact, year));
  const nth = date && Math.ceil(date.getUTCDate() / DAYS_PER_WEEK);
  if (!nth || nth === FIFTH) return `DTSTART:${start}\r\nRRULE:${rule}`;
  const month = date.getUTCMonth() + 1;
  const firstDay = (nth - 1) * DAYS_PER_WEEK + 1;
  const from = new Date(dateInYear({ ...exact, month, firstDay }, FIRST_YEAR));
  const fromDate = from.toISOString().slice(0, 10).replaceAll('-', '');
  return (
    `DTSTART:${fromDate}${start.slice(fromDate.length)}\r\n` +
    `RRULE:FREQ=YEARLY;BYMONTH=${month};BYDAY=${nth}${WEEKDAYS[exact.weekday]}`
  );
}

const cache = new Map<string, string>();
/** Zones times a few years ahead; a fuller cache is emptied. */
const CACHE_SIZE_MAX = 2_000;

/**
 * The VTIMEZONE of a zone for an event in `year`: CRLF, a final CRLF, TZID as it was asked for, rules as RRULE
 * (RFC 5545 §3.6.5). Throws RangeError for an unknown name.
 */
export function vtimezone(timeZone: string, year: number): string {
  const key = `${timeZone} ${year}`;
  let text = cache.get(key);
  if (text === undefined) {
    text = libraryBlock(timeZone).replace(
      /^DTSTART:(.*)\r\nRRULE:(.*)$/gm,
      (_, start: string, rule: string) => ruleOfYear(timeZone, start, rule.trimEnd(), year),
    );
    if (cache.size >= CACHE_SIZE_MAX) cache.clear();
    cache.set(key, text);
  }
  return text;
}
