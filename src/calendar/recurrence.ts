import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';

import { instantOf } from './local-time.ts';
import { LAST_YEAR } from './zone-rules.ts';

/** The days of the week in the order of RFC 5545's default week, which begins on Monday (§3.3.10, WKST). */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** How a series repeats, complete: what was left out has been filled in from its start. */
export type Recurrence = {
  frequency: 'daily' | 'weekly' | 'monthly';
  /** Every so many days, weeks or months. */
  interval: number;
  /** Weekly: at least one. Monthly by position: exactly one. Else none. */
  weekdays: Weekday[];
  /** Monthly by day: 1 to 31, months without it are skipped; -1 is the last day. */
  monthDay: number | null;
  /** Monthly by position: the first to fourth such weekday, or -1 for the last. */
  position: number | null;
  /** How many dates there are; null with `until`, or without an end. */
  count: number | null;
  /** The last day on which a date may begin, yyyy-mm-dd in the series' zone. */
  until: string | null;
};

/** What a rule gives: local starts in order, and those that the clocks skip and the rule passes over. */
export type Expansion = { dates: string[]; skipped: string[] };

const DAY_LENGTH = 'yyyy-mm-dd'.length;
const LOCAL_LENGTH = 'yyyy-mm-ddThh:mm:ss'.length;

/**
 * The local starts of a rule whose first date is `start`, up to the local day `through` and at most `max` of them. A
 * local time that does not exist is passed over and does not count; of one that comes twice the first is meant
 * (RFC 5545 §3.3.10). The dates follow the calendar alone; which of them exist is this folder's word, not the library's.
 */
export function expand(
  recurrence: Recurrence,
  { start, timeZone }: { start: string; timeZone: string },
  { through, max }: { through?: string; max: number },
): Expansion {
  const dates: string[] = [];
  const skipped: string[] = [];
  const ends = [recurrence.until, through, `${LAST_YEAR}-12-31`].filter((day) => day !== undefined);
  const [last = ''] = ends.filter((day) => day !== null).sort();
  const enough = Math.min(recurrence.count ?? max, max);
  ruleOf(recurrence, start).all((moment) => {
    const local = moment.toString().slice(0, LOCAL_LENGTH);
    if (local.slice(0, DAY_LENGTH) > last) return false;
    if (instantOf(local, timeZone).resolution === 'gap') skipped.push(local);
    else dates.push(local);
    return dates.length < enough;
  });
  return { dates: dates.slice(0, enough), skipped };
}

/** The first local start at or after `start` that fits the rule, whatever its interval. */
export function firstDate(recurrence: Recurrence, start: string): string {
  const rule = ruleOf({ ...recurrence, interval: 1 }, start);
  const [first] = rule.all((_, i) => i < 1);
  if (!first) throw new Error('a rule without an end gave no date');
  return first.toString().slice(0, LOCAL_LENGTH);
}

/** The weekday of a local time. */
export function weekdayOf(local: string): Weekday {
  const { dayOfWeek } = Temporal.PlainDate.from(local.slice(0, DAY_LENGTH));
  return WEEKDAYS[dayOfWeek - 1] ?? 'monday';
}

/**
 * The value of an RRULE (RFC 5545 §3.3.10). It ends by UNTIL and never by COUNT: programs differ in whether a date
 * that the clocks skip counts. UNTIL is the end of the last day, in UTC: they differ too in which of two equal times
 * is meant when the clocks go back. `last` is the last local start, or null where there is no end.
 */
export function recurrenceRule(
  { frequency, interval, weekdays, monthDay, position }: Recurrence,
  timeZone: string,
  last: string | null,
): string {
  const codes = weekdays.map((weekday) => weekday.slice(0, 2).toUpperCase());
  const parts = [
    `FREQ=${frequency.toUpperCase()}`,
    ...(interval > 1 ? [`INTERVAL=${interval}`] : []),
    ...(codes.length > 0 ? [`BYDAY=${position ?? ''}${codes}`] : []),
    ...(monthDay !== null ? [`BYMONTHDAY=${monthDay}`] : []),
    ...(last !== null ? [`UNTIL=${endOfDay(last.slice(0, DAY_LENGTH), timeZone)}`] : []),
  ];
  return parts.join(';');
}

function endOfDay(day: string, timeZone: string): string {
  const { instant } = instantOf(`${day}T23:59:59`, timeZone);
  return instant.toISOString().replace(/[-:]|\.\d+/g, '');
}

/** The rule over local time: the fields are taken for UTC, where every time exists. */
function ruleOf(recurrence: Recurrence, start: string) {
  const rule = `DTSTART:${start.replace(/[-:]/g, '')}Z\nRRULE:${recurrenceRule(recurrence, 'UTC', null)}`;
  return new RRuleTemporal({ rruleString: rule, temporal: Temporal });
}
