import { and, asc, eq, gt, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import { checkIns, encounters, gatherings, invitations, type Person, people } from '../db/schema/index.ts';
import type { MyInvitation } from './schemas.ts';

/** Where the units end that the page names: it is a nudge, not a directory. */
const UNITS_MAX = 100;
/** What is coming up for one person; nobody is invited to more at a time. */
const UPCOMING_MAX = 100;

/** A person's own invitations in the order of their ids: one more than `limit`, after the id `after`. One query. */
export function invitationsOf(
  db: DbOrTx,
  personId: string,
  page: { after: string | null; limit: number },
): Promise<MyInvitation[]> {
  const after = page.after === null ? undefined : gt(invitations.id, page.after);
  return selectInvitations(
    db,
    and(eq(invitations.personId, personId), after),
    invitations.id,
    page.limit + 1,
  );
}

/** What the person was invited to and is not over, the next one first; the cancelled ones too. One query. */
export function upcomingOf(db: DbOrTx, personId: string, now: Date): Promise<MyInvitation[]> {
  const upcoming = and(
    eq(invitations.personId, personId),
    gt(gatherings.endsAt, now),
    inArray(gatherings.status, ['scheduled', 'cancelled']),
  );
  return selectInvitations(db, upcoming, gatherings.startsAt, UPCOMING_MAX);
}

async function selectInvitations(
  db: DbOrTx,
  condition: SQL | undefined,
  order: typeof invitations.id | typeof gatherings.startsAt,
  limit: number,
): Promise<MyInvitation[]> {
  const rows = await db
    .select({ invitation: invitations, gathering: gatherings, checkedInAt: checkIns.checkedInAt })
    .from(invitations)
    .innerJoin(gatherings, eq(gatherings.id, invitations.gatheringId))
    .leftJoin(
      checkIns,
      and(eq(checkIns.gatheringId, invitations.gatheringId), eq(checkIns.personId, invitations.personId)),
    )
    .where(and(condition, isNull(invitations.uninvitedAt)))
    .orderBy(asc(order), asc(invitations.id))
    .limit(limit);
  return rows.map(({ invitation, gathering, checkedInAt }) => ({
    id: invitation.id,
    gathering: {
      id: gathering.id,
      format: gathering.format,
      title: gathering.title,
      status: gathering.status,
      startsAt: gathering.startsAt.toISOString(),
      endsAt: gathering.endsAt.toISOString(),
      timeZone: gathering.timeZone,
      place: gathering.place,
      onlineUrl: gathering.onlineUrl,
      seriesId: gathering.seriesId,
    },
    reason: invitation.reason,
    answer: invitation.answer,
    attends: invitation.attends,
    came:
      gathering.status === 'closed' && invitation.answer === 'accepted' && invitation.attends === 'room'
        ? checkedInAt !== null
        : null,
    answeredAt: invitation.answeredAt?.toISOString() ?? null,
    note: invitation.note,
    guests: invitation.guests,
    needs: invitation.needs,
    invitedAt: invitation.createdAt.toISOString(),
  }));
}

/** Names of units, other than their own, of whose people somebody has met nobody; sorted, nothing counted. */
export async function unitsNotMet(
  db: DbOrTx,
  person: Pick<Person, 'id' | 'unit'>,
  today: string,
): Promise<string[]> {
  const met = sql`
    select other.unit from ${people} other where other.id in (
      select ${encounters.personB} from ${encounters} where ${encounters.personA} = ${person.id}
      union all
      select ${encounters.personA} from ${encounters} where ${encounters.personB} = ${person.id})`;
  const rows = await db
    .selectDistinct({ unit: people.unit })
    .from(people)
    .where(
      and(
        eq(people.kind, 'staff'),
        ne(people.unit, person.unit),
        or(isNull(people.leftOn), gt(people.leftOn, today)),
        sql`${people.unit} not in (${met})`,
      ),
    )
    .orderBy(asc(people.unit))
    .limit(UNITS_MAX);
  return rows.map((row) => row.unit);
}
