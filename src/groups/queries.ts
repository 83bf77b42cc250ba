import { setImmediate } from 'node:timers/promises';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';

import type { DbOrTx } from '../db/connect.ts';
import { asPages, readInPages } from '../db/read-in-pages.ts';
import { checkIns, type Gathering, invitations, people, rounds, seats } from '../db/schema/index.ts';
import type { Learner, MixPerson, SeatedRound } from '../mixing/index.ts';
import { idsIn } from '../people/ids-in.ts';
import { metAmong } from '../people/met-among.ts';

/** A table, and who stays at it while the others move on (world café). */
export type PlannedTable = SeatedRound['tables'][number] & { hostId: string | null };

/** A round with how long its tables sit together. */
export type PlannedRound = { number: number; minutes: number; tables: PlannedTable[] };

const managers = alias(people, 'managers');
const mixColumns = {
  id: people.id,
  unit: people.unit,
  location: people.location,
  grade: people.grade,
  languages: people.languages,
  managerId: managers.id,
};
const inOrder = asPages(mixColumns, people.id);
const isManager = sql`lower(${managers.email}) = lower(${people.managerEmail})`;

/** People as the engine sees them, in the order of their ids, so that one seed gives one result. */
export async function mixPeople(db: DbOrTx, personIds: string[]): Promise<MixPerson[]> {
  if (personIds.length === 0) return [];
  const named = db
    .select(inOrder)
    .from(people)
    .leftJoin(managers, isManager)
    .where(sql`${people.id} = any(${idsIn(personIds)})`);
  return readInPages(db, named);
}

/** What these people want to learn and what they offer, in the order of their ids. One query. */
export async function learnersAmong(db: DbOrTx, personIds: string[]): Promise<Learner[]> {
  const found = db
    .select(asPages({ id: people.id, asks: people.asks, offers: people.offers }, people.id))
    .from(people)
    .where(sql`${people.id} = any(${idsIn(personIds)})`);
  return readInPages(db, found);
}

/** Who said yes, those who join a hybrid gathering remotely aside: they sit at no table of the room. */
export async function acceptedPeople(db: DbOrTx, gatheringId: string): Promise<MixPerson[]> {
  const accepted = db
    .select(inOrder)
    .from(invitations)
    .innerJoin(people, eq(people.id, invitations.personId))
    .leftJoin(managers, isManager)
    .where(
      and(
        eq(invitations.gatheringId, gatheringId),
        eq(invitations.answer, 'accepted'),
        eq(invitations.attends, 'room'),
      ),
    );
  return readInPages(db, accepted);
}

/** Who came, walk-ins included. */
export async function checkedInPeople(db: DbOrTx, gatheringId: string): Promise<MixPerson[]> {
  const came = db
    .select(inOrder)
    .from(checkIns)
    .innerJoin(people, eq(people.id, checkIns.personId))
    .leftJoin(managers, isManager)
    .where(eq(checkIns.gatheringId, gatheringId));
  return readInPages(db, came);
}

/** A table; null for a round that has none. */
type TableRow = {
  number: number;
  minutes: number;
  table: number | null;
  hostId: string | null;
  seats: string[];
};

/** The tables of a gathering, by round and table number. One query, a row a table: seats of thousands are many rows. */
export async function plannedRounds(db: DbOrTx, gatheringId: string): Promise<PlannedRound[]> {
  const columns = {
    number: rounds.number,
    minutes: rounds.minutes,
    table: seats.tableNumber,
    hostId: sql`max(${seats.personId}::text) filter (where ${seats.hosts})`,
    seats: sql`json_agg(${seats.personId} order by ${seats.personId})`,
  };
  const seated = db
    .select(asPages(columns, sql`${rounds.number}, ${seats.tableNumber}`))
    .from(rounds)
    .leftJoin(seats, eq(seats.roundId, rounds.id))
    .where(eq(rounds.gatheringId, gatheringId))
    .groupBy(rounds.number, rounds.minutes, seats.tableNumber);
  const rows = await readInPages<TableRow>(db, seated);
  const byNumber = new Map<number, PlannedRound>();
  for (const { number, minutes, table, hostId, seats } of rows) {
    const round = byNumber.get(number) ?? { number, minutes, tables: [] };
    byNumber.set(number, round);
    if (table !== null) round.tables.push({ number: table, seats, hostId });
  }
  return [...byNumber.values()];
}

/** What the engine needs to score these rounds: who sits in them and when they met, this gathering aside. */
export async function scoringInput(db: DbOrTx, gathering: Gathering, planned: SeatedRound[]) {
  const seated = new Set<string>();
  for (const { tables } of planned) {
    await setImmediate();
    for (const { seats } of tables) for (const id of seats) seated.add(id);
  }
  const personIds = [...seated];
  return {
    people: await mixPeople(db, personIds),
    history: await metAmong(db, personIds, gathering.id),
    rounds: planned,
  };
}

/** How many were invited, said yes, came, and said yes to the room but did not come. One query. */
export async function turnout(db: DbOrTx, gatheringId: string) {
  const [row] = await db
    .select({
      invited: sql<number>`count(*)::int`,
      accepted: sql<number>`(count(*) filter (where ${invitations.answer} = 'accepted'))::int`,
      attended: sql<number>`(select count(*)::int from ${checkIns} where ${checkIns.gatheringId} = ${gatheringId})`,
      noShows: sql<number>`(count(*) filter (where ${invitations.answer} = 'accepted'
        and ${invitations.attends} = 'room' and not exists (select from ${checkIns} came
        where came.gathering_id = ${gatheringId} and came.person_id = ${invitations}.person_id)))::int`,
    })
    .from(invitations)
    .where(and(eq(invitations.gatheringId, gatheringId), isNull(invitations.uninvitedAt)));
  return row ?? { invited: 0, accepted: 0, attended: 0, noShows: 0 };
}
