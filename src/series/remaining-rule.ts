import { expand, type Recurrence } from '../calendar/recurrence.ts';
import type { Series } from '../db/schema/index.ts';

/** More dates than any series has behind it: a daily one of 27 years. */
const PAST_MAX = 10_000;
const DAY_LENGTH = 'yyyy-mm-dd'.length;

/** A series' rule on both sides of one of its dates: what ends before it, and what goes on with it. */
export type CutRule = { before: Recurrence; after: Recurrence };

/** Cuts the rule of a series at the original start of a date; a number of dates is shared between the two sides. */
export function cutRule({ recurrence, startLocal: start, timeZone }: Series, cut: string): CutRule {
  const through = cut.slice(0, DAY_LENGTH);
  const { dates } = expand(recurrence, { start, timeZone }, { through, max: PAST_MAX });
  const past = dates.filter((local) => local < cut);
  const until = (past.at(-1) ?? start).slice(0, DAY_LENGTH);
  const count = recurrence.count === null ? null : recurrence.count - past.length;
  return { before: { ...recurrence, count: null, until }, after: { ...recurrence, count } };
}
