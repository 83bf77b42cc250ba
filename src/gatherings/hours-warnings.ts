import { and, asc, eq, gt, gte, isNull, lt, ne, or } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import { type Gathering, gatherings, people } from '../db/schema/index.ts';
import { audienceCondition, daysOf } from './audience.ts';
import { timeFairness } from './time-fairness.ts';

const QUARTER_MONTHS = 3;

/**
 * Whether the hours of a gathering are shared fairly among the time zones of those it is for: with the other dates of its
 * series in that quarter or, where it is by itself, with the others of its format that are. A coffee is agreed on by those
 * who have it. Two queries.
 */
export async function hoursWarnings(db: DbOrTx, gathering: Gathering) {
  if (gathering.format === 'coffee' || gathering.status === 'cancelled') return [];
  const { lastDay } = daysOf(gathering);
  const zones = await db
    .selectDistinct({ timeZone: people.timeZone })
    .from(people)
    .where(and(audienceCondition(gathering.audience), or(isNull(people.leftOn), gt(people.leftOn, lastDay))))
    .orderBy(asc(people.timeZone));
  if (zones.length < 2) return [];
  const { seriesId, format, startsAt } = gathering;
  const [from, until] = quarterOf(startsAt);
  const slots = await db
    .select({ startsAt: gatherings.startsAt, endsAt: gatherings.endsAt })
    .from(gatherings)
    .where(
      and(
        seriesId === null
          ? and(eq(gatherings.format, format), isNull(gatherings.seriesId))
          : eq(gatherings.seriesId, seriesId),
        ne(gatherings.status, 'cancelled'),
        gte(gatherings.startsAt, from),
        lt(gatherings.startsAt, until),
      ),
    );
  return timeFairness(
    slots,
    zones.map(({ timeZone }) => timeZone),
  );
}

/** The quarter of an instant, by UTC: its first instant and that of the next one. */
function quarterOf(instant: Date): [Date, Date] {
  const first = instant.getUTCMonth() - (instant.getUTCMonth() % QUARTER_MONTHS);
  const begin = (month: number) => new Date(Date.UTC(instant.getUTCFullYear(), month, 1));
  return [begin(first), begin(first + QUARTER_MONTHS)];
}
