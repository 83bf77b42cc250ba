import { and, gt, gte, inArray, isNotNull, isNull, lt, lte, not, or, type SQL, sql } from 'drizzle-orm';

import { localOf } from '../calendar/time-zones.ts';
import { type Audience, type Gathering, invitationStops, people } from '../db/schema/index.ts';

const DAY_LENGTH = 'yyyy-mm-dd'.length;

/** Condition over `people`: those a gathering is for, the union of the named units, locations and people. */
export function audienceCondition(audience: Audience): SQL {
  if (audience.everyone) return sql`true`;
  const named = [
    ...(audience.units?.length ? [inArray(people.unit, audience.units)] : []),
    ...(audience.locations?.length ? [inArray(people.location, audience.locations)] : []),
    ...(audience.personIds?.length ? [inArray(people.id, audience.personIds)] : []),
  ];
  return or(...named) ?? sql`false`;
}

/** Condition over `people`: those who have stopped invitations of this gathering's host or series. */
function stoppedCondition({ hostId, seriesId }: Pick<Gathering, 'hostId' | 'seriesId'>): SQL {
  const stops = invitationStops;
  return sql`exists (
    select from ${stops} where ${stops.personId} = ${people.id}
      and (${stops.hostId} = ${hostId} or ${stops.seriesId} = ${seriesId}))`;
}

/**
 * Condition over `people`: those who have not left by then, have not stopped such invitations, are not paused and not
 * away on a day of the gathering.
 * Days are those of the place where it is held; the last day of a pause or an absence still belongs to it.
 */
export function eligibleCondition(
  gathering: Pick<Gathering, 'startLocal' | 'timeZone' | 'endsAt' | 'hostId' | 'seriesId'>,
): SQL {
  const { firstDay, lastDay } = daysOf(gathering);
  const away = and(
    or(isNotNull(people.awayFrom), isNotNull(people.awayUntil)),
    or(isNull(people.awayFrom), lte(people.awayFrom, lastDay)),
    or(isNull(people.awayUntil), gte(people.awayUntil, firstDay)),
  );
  const conditions = and(
    or(isNull(people.leftOn), gt(people.leftOn, lastDay)),
    or(isNull(people.pausedUntil), lt(people.pausedUntil, firstDay)),
    away && not(away),
    not(stoppedCondition(gathering)),
  );
  return conditions ?? sql`true`;
}

/** The first and the last day of a gathering as yyyy-mm-dd; one that ends at midnight does not touch the next day. */
export function daysOf({
  startLocal,
  timeZone,
  endsAt,
}: Pick<Gathering, 'startLocal' | 'timeZone' | 'endsAt'>) {
  const last = localOf(new Date(endsAt.getTime() - 1), timeZone).local;
  return { firstDay: startLocal.slice(0, DAY_LENGTH), lastDay: last.slice(0, DAY_LENGTH) };
}
