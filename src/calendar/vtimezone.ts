import { correctionOf, dateInYear, type YearlyDay } from './zone-corrections.ts';
import { FIRST_YEAR, libraryBlock } from './zone-rules.ts';

const DAYS_PER_WEEK = 7;
/** A fifth weekday of a month is always its last, which is how the library puts it already. */
const FIFTH = 5;
const MINUTES_PER_HOUR = 60;
const OBSERVANCE = /BEGIN:(STANDARD|DAYLIGHT)\r\n.*?END:\1\r\n/gs;

type Years = { from: number; to: number };
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

/**
 * A library rule that misses the law in some years, put as "the nth weekday of the month" with the n of each of the
 * years asked for: one observance for each run of years with the same n, the last one without an end. The exact rule
 * (BYMONTHDAY with BYDAY) would not fit the form in which some programs keep a zone, and RDATE is not read by all.
 */
function exactObservance(observance: string, timeZone: string, years: Years): string {
  const [, start = '', rule = ''] = /^DTSTART:(.*)\r\nRRULE:(.*)\r$/m.exec(observance) ?? [];
  const exact = correctionOf(timeZone, rule);
  if (!exact) return observance;
  const offsetMinutes = offsetBefore(observance);
  const time = start.slice('YYYYMMDD'.length);
  return runsOf(exact, years)
    .map(({ first, last, month, nth }) => {
      const from =
        first === FIRST_YEAR ? firstEver(exact, month, nth) : basic(new Date(dateInYear(exact, first)));
      const until = last === null ? '' : `;UNTIL=${utcOf(dateInYear(exact, last), time, offsetMinutes)}`;
      const day = `${nth === FIFTH ? -1 : nth}${WEEKDAYS[exact.weekday]}`;
      return observance.replace(
        `DTSTART:${start}\r\nRRULE:${rule}\r\n`,
        `DTSTART:${(from ?? start).slice(0, 'YYYYMMDD'.length)}${time}\r\nRRULE:FREQ=YEARLY;BYMONTH=${month};BYDAY=${day}${until}\r\n`,
      );
    })
    .join('');
}

/** The nth weekday in the first year that we know of; a last weekday is where the library has it. */
function firstEver(day: YearlyDay, month: number, nth: number): string | null {
  if (nth === FIFTH) return null;
  const firstDay = (nth - 1) * DAYS_PER_WEEK + 1;
  return basic(new Date(dateInYear({ ...day, month, firstDay }, FIRST_YEAR)));
}

/** Years in a row in which a yearly day is the same nth weekday of the same month; `last` is null for the last run. */
type Run = { first: number; last: number | null; month: number; nth: number };

function runsOf(day: YearlyDay, { from, to }: Years): Run[] {
  const runs: Run[] = [];
  for (let year = from; year <= to; year++) {
    const date = new Date(dateInYear(day, year));
    const month = date.getUTCMonth() + 1;
    const nth = Math.ceil(date.getUTCDate() / DAYS_PER_WEEK);
    const before = runs.at(-1);
    if (before?.month === month && before.nth === nth) continue;
    if (before) before.last = year - 1;
    runs.push({ first: before ? year : FIRST_YEAR, last: null, month, nth });
  }
  return runs;
}

/** TZOFFSETFROM in minutes: UNTIL of an observance is in UTC (RFC 5545 §3.6.5). */
function offsetBefore(observance: string): number {
  const [, sign = '', hours = '', minutes = ''] = /^TZOFFSETFROM:([+-])(\d\d)(\d\d)/m.exec(observance) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * MINUTES_PER_HOUR + Number(minutes));
}

function utcOf(midnight: number, time: string, offsetMinutes: number): string {
  const [, hours, minutes, seconds] = /^T(\d\d)(\d\d)(\d\d)$/.exec(time) ?? [];
  const date = new Date(midnight);
  date.setUTCHours(Number(hours), Number(minutes) - offsetMinutes, Number(seconds));
  return `${basic(date)}Z`;
}

function basic(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d+Z/g, '');
}

const cache = new Map<string, string>();
/** Zones times a few years ahead; a fuller cache is emptied. */
const CACHE_SIZE_MAX = 2_000;

/**
 * The VTIMEZONE of a zone for events of the years `year` to `lastYear`: CRLF, a final CRLF, TZID as it was asked for,
 * rules as RRULE (RFC 5545 §3.6.5). Throws RangeError for an unknown name.
 */
export function vtimezone(timeZone: string, year: number, lastYear = year): string {
  const key = `${timeZone} ${year} ${lastYear}`;
  let text = cache.get(key);
  if (text === undefined) {
    const years = { from: year, to: lastYear };
    text = libraryBlock(timeZone).replace(OBSERVANCE, (part) => exactObservance(part, timeZone, years));
    if (cache.size >= CACHE_SIZE_MAX) cache.clear();
    cache.set(key, text);
  }
  return text;
}
