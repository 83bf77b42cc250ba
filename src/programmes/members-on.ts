import { and, asc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';

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
    | 'kind'
    | 'name'
    | 'unit'
    | 'location'
    | 'timeZone'
    | 'grade'
    | 'email'
    | 'managerEmail'
    | 'languages'
    | 'startedOn'
  >;
  joinedAt: Date;
  settings: Record<string, unknown>;
};

/**
 * Who takes part in a date of a programme, in the order of their ids: members who have not left, are not paused here or
 * altogether, do not skip it and are not away on that day where they live. One query, whatever the size.
 */
export async function membersOn(db: DbOrTx, programmeId: string, date: DateOf): Promise<MemberOn[]> {
  const { members } = await readMembers(db, programmeId, dateAsked(date), null);
  return members;
}

/** The same by and by, for programmes of many thousands: one query for so many members. */
export async function* membersInTurn(
  db: DbOrTx,
  programmeId: string,
  date: DateOf,
  pageSize: number,
): AsyncGenerator<MemberOn[]> {
  const asked = dateAsked(date);
  for (let after: string | null = null; ; ) {
    const page = await readMembers(db, programmeId, asked, { after, limit: pageSize });
    yield page.members;
    if (page.last === null) return;
    after = page.last;
  }
}

type DateOf = Pick<Gathering, 'startLocal' | 'timeZone'>;
type MembersPage = {
  members: MemberOn[];
  /** Where the next page begins; null after the last one. */
  last: string | null;
};

async function readMembers(
  db: DbOrTx,
  programmeId: string,
  asked: DateAsked,
  page: { after: string | null; limit: number } | null,
): Promise<MembersPage> {
  const { pausedUntil, skippedDate, leftAt, joinedAt, settings } = programmeMembers;
  const query = db
    .select({
      person: {
        id: people.id,
        kind: people.kind,
        name: people.name,
        unit: people.unit,
        location: people.location,
        timeZone: people.timeZone,
        grade: people.grade,
        email: people.email,
        managerEmail: people.managerEmail,
        languages: people.languages,
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
        // By the column that the key of members is sorted by: a page costs its rows, not all before it.
        page?.after ? gt(programmeMembers.personId, page.after) : undefined,
      ),
    )
    .orderBy(asc(programmeMembers.personId))
    .$dynamic();
  const rows = await (page === null ? query : query.limit(page.limit));
  const members = rows
    .filter(({ member, breaks }) => takesPart(member, breaks, asked))
    .map(({ person, ...row }) => ({ person, joinedAt: row.joinedAt, settings: row.settings }));
  const isWhole = page === null || rows.length < page.limit;
  return { members, last: isWhole ? null : (rows.at(-1)?.person.id ?? null) };
}

/** A date with its day in every zone that is asked for; an organisation lives in few. */
function dateAsked({ startLocal, timeZone }: DateOf): DateAsked {
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
