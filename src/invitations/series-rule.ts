import { expand } from '../calendar/recurrence.ts';
import type { Gathering, Series } from '../db/schema/index.ts';

/** What the rule of a series gives: as far as it goes, or as far as there are dates yet. */
export type SeriesRule = {
  /** The local starts, in order. */
  locals: ReadonlySet<string>;
  /** These and the ones that the clocks skip, in order. */
  all: readonly string[];
  /** The last local start; null where the rule has no end. */
  last: string | null;
};

/** More dates than any series has had: a daily one of 27 years. */
const DATES_MAX = 10_000;
const DAY_LENGTH = 'yyyy-mm-dd'.length;

/** The local start that the rule gave a date. */
export const plannedStart = ({ recurrenceLocal, startLocal }: Gathering) => recurrenceLocal ?? startLocal;

/** Works out the rule of a series with these dates. Pure, and as slow as half a mail: once for all who are invited. */
export function seriesRule(
  { recurrence, startLocal: start, timeZone }: Series,
  dates: Gathering[],
): SeriesRule {
  const ends = recurrence.count !== null || recurrence.until !== null;
  const through = dates.map(plannedStart).at(-1)?.slice(0, DAY_LENGTH) ?? start.slice(0, DAY_LENGTH);
  const { dates: locals, skipped } = expand(
    recurrence,
    { start, timeZone },
    { ...(ends ? {} : { through }), max: DATES_MAX },
  );
  return {
    locals: new Set(locals),
    all: [...locals, ...skipped].sort(),
    last: ends ? (locals.at(-1) ?? start) : null,
  };
}
