/** The weekday on or after a day of a month, the way the tz database writes `Fri>=23`. */
export interface YearlyDay {
  month: number;
  /** 0 is Sunday. */
  weekday: number;
  /** The first day of the month that can be meant; the seventh after it may lie in the next month. */
  firstDay: number;
}

interface Correction {
  zones: readonly string[];
  /** The library's simplified rule, to be recognised by. */
  rule: string;
  day: YearlyDay;
}

/**
 * Zones whose law the library states as "first" or "last weekday of the month", a form that every calendar
 * program can store but that misses the law by a week in some years (Jerusalem in March 2028, say).
 * Right-hand sides: the rules Egypt, Zion, EU (at UTC−2), Chile and Palestine of the tz database, 2026d.
 */
const CORRECTIONS: readonly Correction[] = [
  {
    zones: ['Africa/Cairo', 'Egypt'],
    rule: 'FREQ=YEARLY;BYMONTH=10;BYDAY=-1FR',
    day: { month: 10, weekday: 5, firstDay: 26 },
  },
  {
    zones: ['Asia/Jerusalem', 'Asia/Tel_Aviv', 'Israel'],
    rule: 'FREQ=YEARLY;BYMONTH=3;BYDAY=-1FR',
    day: { month: 3, weekday: 5, firstDay: 23 },
  },
  {
    zones: ['America/Godthab', 'America/Nuuk', 'America/Scoresbysund'],
    rule: 'FREQ=YEARLY;BYMONTH=3;BYDAY=-1SA',
    day: { month: 3, weekday: 6, firstDay: 24 },
  },
  {
    zones: ['America/Santiago', 'Chile/Continental'],
    rule: 'FREQ=YEARLY;BYMONTH=4;BYDAY=1SU',
    day: { month: 4, weekday: 0, firstDay: 2 },
  },
  {
    zones: ['America/Santiago', 'Chile/Continental'],
    rule: 'FREQ=YEARLY;BYMONTH=9;BYDAY=1SU',
    day: { month: 9, weekday: 0, firstDay: 2 },
  },
  {
    zones: ['Asia/Gaza', 'Asia/Hebron'],
    rule: 'FREQ=YEARLY;BYMONTH=3;BYDAY=-1SA',
    day: { month: 3, weekday: 6, firstDay: 24 },
  },
  {
    zones: ['Asia/Gaza', 'Asia/Hebron'],
    rule: 'FREQ=YEARLY;BYMONTH=10;BYDAY=-1SA',
    day: { month: 10, weekday: 6, firstDay: 24 },
  },
];

/** The exact yearly day behind a rule of the library, or undefined where the rule is already exact. */
export function correctionOf(timeZone: string, rule: string): YearlyDay | undefined {
  return CORRECTIONS.find((correction) => correction.rule === rule && correction.zones.includes(timeZone))
    ?.day;
}

const DAYS_PER_WEEK = 7;

/** The date a yearly day falls on in one year, as midnight UTC in milliseconds. */
export function dateInYear(day: YearlyDay, year: number): number {
  const first = new Date(Date.UTC(year, day.month - 1, day.firstDay));
  const wait = (day.weekday - first.getUTCDay() + DAYS_PER_WEEK) % DAYS_PER_WEEK;
  return first.setUTCDate(first.getUTCDate() + wait);
}
