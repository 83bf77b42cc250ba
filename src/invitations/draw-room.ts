import { and, eq, gte, inArray, isNotNull, isNull, ne, or, type SQL, sql } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import { encounters, type Gathering, invitations, people } from '../db/schema/index.ts';
import { audienceCondition, eligibleCondition } from '../gatherings/audience.ts';
import type { Candidate, Met } from '../mixing/index.ts';

/** What a draw reads: who may be invited and who comes anyway, and which of them have met. */
export type DrawRoom = {
  /** In order of id: the engine's chance falls on positions. Those who come anyway are among them. */
  candidates: Candidate[];
  /** Ids of those who come anyway: host, facilitator and everybody invited who has not declined. */
  present: string[];
  /** How many of the candidates are not there yet. */
  drawable: number;
  history: Met[];
  today: string;
};

/** Encounters that may decide whom somebody meets next: evidence of sitting together, and stronger (domain rules §4). */
export const ENCOUNTER_LEVEL_MIN = 2;
/** How far back invitations count for taking turns. */
const LATELY_DAYS = 365;
const MS_PER_DAY = 86_400_000;

/**
 * Loads the room of a draw in two queries, whatever its size. Days begin at midnight UTC, so that a preview and the
 * invitation of the same day read the same.
 */
export async function drawRoom(db: DbOrTx, gathering: Gathering, now: Date): Promise<DrawRoom> {
  const today = now.toISOString().slice(0, 'yyyy-mm-dd'.length);
  const since = new Date(Date.parse(`${today}T00:00:00Z`) - LATELY_DAYS * MS_PER_DAY);
  const rows = await loadPeople(db, gathering, since);
  const history = rows.length < 2 ? [] : await loadHistory(db, gathering);
  const present = rows.filter((row) => row.comes).map((row) => row.id);
  return { candidates: rows, present, drawable: rows.length - present.length, history, today };
}

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

function loadPeople(db: DbOrTx, gathering: Gathering, since: Date) {
  const lately = db
    .select({ personId: invitations.personId, count: sql<number>`count(*)::int`.as('count') })
    .from(invitations)
    // The dates of an invitation to a series count once, as that invitation.
    .where(and(gte(invitations.createdAt, since), isNull(invitations.standingId)))
    .groupBy(invitations.personId)
    .as('lately');
  return db
    .select({
      id: people.id,
      unit: people.unit,
      location: people.location,
      grade: people.grade,
      invitedLately: sql<number>`coalesce(${lately.count}, 0)`,
      comes: sql<boolean>`${invitations.id} is not null or ${runsIt(gathering)}`,
    })
    .from(people)
    .leftJoin(invitations, ofGathering(gathering))
    .leftJoin(lately, eq(lately.personId, people.id))
    .where(inRoom(gathering))
    .orderBy(people.id);
}

/** Pairs of the room who met, each with the day of the last time. */
function loadHistory(db: DbOrTx, gathering: Gathering): Promise<Met[]> {
  const room = db
    .$with('room')
    .as(
      db
        .select({ id: people.id })
        .from(people)
        .leftJoin(invitations, ofGathering(gathering))
        .where(inRoom(gathering)),
    );
  const member = db.select({ id: room.id }).from(room);
  return db
    .with(room)
    .select({
      a: encounters.personA,
      b: encounters.personB,
      metOn: sql<string>`to_char(max(${encounters.metAt}) at time zone 'UTC', 'YYYY-MM-DD')`,
    })
    .from(encounters)
    .where(
      and(
        gte(encounters.level, ENCOUNTER_LEVEL_MIN),
        inArray(encounters.personA, member),
        inArray(encounters.personB, member),
      ),
    )
    .groupBy(encounters.personA, encounters.personB)
    .orderBy(encounters.personA, encounters.personB);
}
