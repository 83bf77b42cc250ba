import { and, eq, gte, inArray, isNotNull, isNull, ne, or, type SQL, sql } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import { asPages, readInPages } from '../db/read-in-pages.ts';
import { encounters, type Gathering, invitations, people } from '../db/schema/index.ts';
import { audienceCondition, eligibleCondition } from '../gatherings/audience.ts';
import type { Candidate, MetPages } from '../mixing/index.ts';
import { metPages } from '../people/met-pages.ts';

/** Encounters that may decide whom somebody meets next: evidence of sitting together, and stronger (domain rules §4). */
export const ENCOUNTER_LEVEL_MIN = 2;
/** How far back invitations count for taking turns. */
const LATELY_DAYS = 365;
const MS_PER_DAY = 86_400_000;

/** The window of the load cap. */
export const LOAD_CAP_DAYS = 30;

/** The invitation of this gathering beside each person, where there is one. */
const ofGathering = (gathering: Gathering): SQL | undefined =>
  and(eq(invitations.personId, people.id), eq(invitations.gatheringId, gathering.id));

/** Who is in the room: people who come anyway, whoever they are, and those who are eligible and were never asked. */
function inRoom(gathering: Gathering): SQL | undefined {
  const asked = and(isNotNull(invitations.id), ne(invitations.answer, 'declined'));
  const open = and(
    isNull(invitations.id),
    audienceCondition(gathering.audience),
    eligibleCondition(gathering),
  );
  return or(runsIt(gathering), asked, open);
}

function runsIt(gathering: Gathering): SQL {
  const ids = [gathering.hostId, gathering.facilitatorId].filter((id) => id !== null);
  return ids.length === 0 ? sql`false` : inArray(people.id, ids);
}

/** Somebody in the room of a draw: what the engine knows of them, and why they stand where they do. */
type DrawRow = Candidate & {
  unit: string;
  location: string;
  grade: string | null;
  invitedLately: number;
  invitedWithinCap: number;
  managesHost: boolean;
  comes: boolean;
};

/**
 * The room of a draw in order of id, as the engine's chance falls on positions: who may be invited and who comes anyway,
 * which are host, facilitator and everybody invited who has not declined; with how often each was invited. Another `room`
 * is a condition over people.
 */
export function drawPeople(
  db: DbOrTx,
  gathering: Gathering,
  today: string,
  room = inRoom(gathering),
): Promise<DrawRow[]> {
  const capped = daysBefore(today, LOAD_CAP_DAYS).toISOString();
  const lately = db
    .select({
      personId: invitations.personId,
      count: sql<number>`count(*)::int`.as('count'),
      withinCap: sql<number>`(count(*) filter (where ${invitations.createdAt} >= ${capped}))::int`.as(
        'within_cap',
      ),
    })
    .from(invitations)
    // The dates of an invitation to a series count once, as that invitation.
    .where(and(gte(invitations.createdAt, daysBefore(today, LATELY_DAYS)), isNull(invitations.standingId)))
    .groupBy(invitations.personId)
    .as('lately');
  const columns = {
    id: people.id,
    unit: people.unit,
    location: people.location,
    grade: people.grade,
    invitedLately: sql`coalesce(${lately.count}, 0)`,
    invitedWithinCap: sql`coalesce(${lately.withinCap}, 0)`,
    managesHost: managesHost(gathering),
    comes: sql`${invitations.id} is not null or ${runsIt(gathering)}`,
  };
  const found = db
    .select(asPages(columns, people.id))
    .from(people)
    .leftJoin(invitations, ofGathering(gathering))
    .leftJoin(lately, eq(lately.personId, people.id))
    .where(room);
  return readInPages(db, found);
}

function managesHost({ hostId }: Gathering): SQL {
  return sql`lower(${people.email}) is not distinct from
    (select lower(host.manager_email) from ${people} host where host.id = ${hostId})`;
}

const daysBefore = (day: string, days: number): Date =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * MS_PER_DAY);

/** Pairs of the room who met, each with the day of the last time. */
export function drawHistory(db: DbOrTx, gathering: Gathering, inside = inRoom(gathering)): Promise<MetPages> {
  const room = db
    .$with('room')
    .as(
      db.select({ id: people.id }).from(people).leftJoin(invitations, ofGathering(gathering)).where(inside),
    );
  const member = db.select({ id: room.id }).from(room);
  const meetings = db
    .with(room)
    .select({
      personA: encounters.personA,
      personB: encounters.personB,
      metAt: sql`max(${encounters.metAt})`.as('met_at'),
    })
    .from(encounters)
    .where(
      and(
        gte(encounters.level, ENCOUNTER_LEVEL_MIN),
        inArray(encounters.personA, member),
        inArray(encounters.personB, member),
      ),
    )
    .groupBy(encounters.personA, encounters.personB);
  return metPages(db, meetings.getSQL());
}
