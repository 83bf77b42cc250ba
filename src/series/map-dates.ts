import type { Gathering } from '../db/schema/index.ts';

/** What becomes of the dates of a series under a new rule. */
export type DateMap = {
  /** A date that stays, with the local start that the new rule gives it. */
  kept: { date: Gathering; local: string }[];
  /** Dates that the new rule does not have. */
  dropped: Gathering[];
  /** Local starts for which there is no date yet. */
  added: string[];
};

const dayOf = (local: string) => local.slice(0, 'yyyy-mm-dd'.length);

/**
 * Matches dates, in the order of their original starts, with the local starts of a new rule: by day, or one by one
 * where no day is in both (a Tuesday series moved to Wednesdays). What people answered for a date stays with it.
 */
export function mapDates(dates: Gathering[], locals: string[]): DateMap {
  const byDay = new Map(locals.map((local) => [dayOf(local), local]));
  const originalDay = (date: Gathering) => dayOf(date.recurrenceLocal ?? date.startLocal);
  const sameDays = dates.some((date) => byDay.has(originalDay(date)));
  const localOf = (date: Gathering, i: number) => (sameDays ? byDay.get(originalDay(date)) : locals[i]);
  const kept: DateMap['kept'] = [];
  const dropped: Gathering[] = [];
  for (const [i, date] of dates.entries()) {
    const local = localOf(date, i);
    if (local === undefined) dropped.push(date);
    else kept.push({ date, local });
  }
  const taken = new Set(kept.map(({ local }) => local));
  return { kept, dropped, added: locals.filter((local) => !taken.has(local)) };
}
