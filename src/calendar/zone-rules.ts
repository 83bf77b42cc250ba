import ICAL from 'ical.js';
import { tzlib_get_ical_block, tzlib_get_timezones } from 'timezones-ical-library';
import { correctionOf, dateInYear } from './zone-corrections.ts';

/** The first and the last year of a local time that can be turned into an instant. */
export const FIRST_YEAR = 1970;
export const LAST_YEAR = 2199;

/** A moment at which the offset of a zone changes; milliseconds. */
export interface Transition {
  at: number;
  offsetBefore: number;
  offsetAfter: number;
}

// The library adds four short names of its own for use in North America; no other program knows them.
const NOT_IANA: readonly string[] = ['CT', 'ET', 'MT', 'PT'];

const NAMES: ReadonlySet<string> = new Set(
  [...tzlib_get_timezones()].filter((name) => !NOT_IANA.includes(name)).sort(),
);

/** Whether this is the name of a time zone of the IANA database, spelt as there; old aliases count. */
export function isTimeZone(name: string): boolean {
  return NAMES.has(name);
}

/** Every name that `isTimeZone` accepts, in code-point order. */
export function listTimeZones(): string[] {
  return [...NAMES];
}

// When the library was made and a hint to one other program: of no use to a guest.
const IDLE_LINES = /^(?:LAST-MODIFIED|X-LIC-LOCATION):.*\r\n/gm;

/** The library's VTIMEZONE of a zone under the name asked for. Throws RangeError for an unknown name. */
export function libraryBlock(timeZone: string): string {
  if (!isTimeZone(timeZone)) throw new RangeError('unknown time zone');
  const [block = ''] = tzlib_get_ical_block(timeZone);
  return `${block.replace(IDLE_LINES, '').replace(/^TZID:.*$/m, `TZID:${timeZone}`)}\r\n`;
}

const MS_PER_SECOND = 1_000;
const MS_PER_DAY = 86_400_000;

/** A date-time of ical.js as milliseconds of the same fields read as UTC. */
function fieldsOf(time: ICAL.Time): number {
  return Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
}

/** The local moments at which an observance begins, one a year, or the one moment when it never recurs. */
function* onsets(timeZone: string, observance: ICAL.Component): Generator<number> {
  const start = observance.getFirstPropertyValue('dtstart') as ICAL.Time;
  const rule = observance.getFirstPropertyValue('rrule') as ICAL.Recur | null;
  if (!rule) {
    yield fieldsOf(start);
    return;
  }
  const exact = correctionOf(timeZone, rule.toString());
  if (exact) {
    const timeOfDay = fieldsOf(start) % MS_PER_DAY;
    for (let year = FIRST_YEAR; year <= LAST_YEAR + 1; year++) yield dateInYear(exact, year) + timeOfDay;
    return;
  }
  const days = rule.iterator(start);
  for (let day = days.next(); day && day.year <= LAST_YEAR + 1; day = days.next()) yield fieldsOf(day);
}

function readTransitions(timeZone: string): Transition[] {
  const found: Transition[] = [];
  for (const observance of ICAL.Component.fromString(libraryBlock(timeZone)).getAllSubcomponents()) {
    const offset = (name: string) =>
      (observance.getFirstPropertyValue(name) as ICAL.UtcOffset).toSeconds() * MS_PER_SECOND;
    const offsetBefore = offset('tzoffsetfrom');
    const offsetAfter = offset('tzoffsetto');
    for (const local of onsets(timeZone, observance)) {
      found.push({ at: local - offsetBefore, offsetBefore, offsetAfter });
    }
  }
  return found.sort((a, b) => a.at - b.at);
}

const cache = new Map<string, readonly Transition[]>();

/**
 * The moments at which a zone's offset changes, first to last, through LAST_YEAR; at least one. The cache is
 * bounded by the number of zones. Throws RangeError for an unknown name.
 */
export function transitionsOf(timeZone: string): readonly Transition[] {
  let transitions = cache.get(timeZone);
  if (!transitions) {
    transitions = readTransitions(timeZone);
    cache.set(timeZone, transitions);
  }
  return transitions;
}
