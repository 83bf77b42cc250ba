import { and, asc, eq, isNull, lt, or, sql } from 'drizzle-orm';

import { instantOf, localOf } from '../calendar/time-zones.ts';
import type { DbOrTx } from '../db/connect.ts';
import { type Gathering, type Person, people, programmeMembers } from '../db/schema/index.ts';
import { type DateAsked, takesPart } from './takes-part.ts';

const DAY_LENGTH = 'yyyy-mm-dd'.length;

/** Somebody who takes part in a date, with what they chose for this programme. */
export type MemberOn = {
  person: Pick<
    Person,
    | 'id'
    | 'name'
    | 'unit'
    | 'location'
    | 'timeZone'
    | 'grade'
    | 'email'
    | 'managerEmail'
    | 'languages'
    | 'offers'
    | 'asks'
    | 'startedOn'
  >;
  joinedAt: Date;
  settings: Record<string, unknown>;
};

/**
 * Who takes part in a date of a programme, in the order of their ids: members who have not left, are not paused here or
 * altogether, do not skip it and are not away on that day where they live. One query, whatever the size.
 */
export async function membersOn(
  db: DbOrTx,
  programmeId: string,
  date: Pick<Gathering, 'startLocal' | 'timeZone'>,
): Promise<MemberOn[]> {
  const asked = dateAsked(date);
  const { pausedUntil, skippedDate, leftAt, joinedAt, settings } = programmeMembers;
  const rows = await db
    .select({
      person: {
        id: people.id,
        name: people.name,
        unit: people.unit,
        location: people.location,
        timeZone: people.timeZone,
        grade: people.grade,
        email: people.email,
        managerEmail: people.managerEmail,
        languages: people.languages,
        offers: people.offers,
        asks: people.asks,
        startedOn: people.startedOn,
      },
      breaks: {
        leftOn: people.leftOn,
        pausedUntil: people.pausedUntil,
        awayFrom: people.awayFrom,
        awayUntil: people.awayUntil,
        timeZone: people.timeZone,
      },
      member: { pausedUntil, skippedDate, leftAt },
      joinedAt,
      settings,
    })
    .from(programmeMembers)
    .innerJoin(people, eq(people.id, programmeMembers.personId))
    .where(
      and(
        eq(programmeMembers.programmeId, programmeId),
        isNull(leftAt),
        or(isNull(pausedUntil), lt(pausedUntil, asked.day)),
        sql`${skippedDate} is distinct from ${asked.day}`,
      ),
    )
    .orderBy(asc(people.id));
  return rows
    .filter(({ member, breaks }) => takesPart(member, breaks, asked))
    .map(({ person, ...row }) => ({ person, joinedAt: row.joinedAt, settings: row.settings }));
}

/** A date with its day in every zone that is asked for; an organisation lives in few. */
function dateAsked({ startLocal, timeZone }: Pick<Gathering, 'startLocal' | 'timeZone'>): DateAsked {
  const { instant } = instantOf(startLocal, timeZone);
  const days = new Map<string, string>();
  return {
    day: startLocal.slice(0, DAY_LENGTH),
    dayIn(zone) {
      const known = days.get(zone);
      if (known !== undefined) return known;
      const day = localOf(instant, zone).local.slice(0, DAY_LENGTH);
      days.set(zone, day);
      return day;
    },
  };
}
