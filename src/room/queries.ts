import { and, asc, eq, isNull, or, sql } from 'drizzle-orm';

import type { DbOrTx, Tx } from '../db/connect.ts';
import { checkIns, doorLinks, type Gathering, gatherings, invitations, people } from '../db/schema/index.ts';

/** Somebody whom the door expects or has let in. */
export type Expected = {
  personId: string;
  name: string;
  unit: string;
  topic: string | null;
  checkedInAt: Date | null;
};

/** Who accepted and who came, by name. One query. */
export function expectedAt(db: DbOrTx, gatheringId: string): Promise<Expected[]> {
  return db
    .select({
      personId: people.id,
      name: people.name,
      unit: people.unit,
      topic: sql<string | null>`${people.offers}[1]`,
      checkedInAt: checkIns.checkedInAt,
    })
    .from(people)
    .leftJoin(
      invitations,
      and(
        eq(invitations.personId, people.id),
        eq(invitations.gatheringId, gatheringId),
        eq(invitations.answer, 'accepted'),
        isNull(invitations.uninvitedAt),
      ),
    )
    .leftJoin(checkIns, and(eq(checkIns.personId, people.id), eq(checkIns.gatheringId, gatheringId)))
    .where(or(sql`${invitations.id} is not null`, sql`${checkIns.personId} is not null`))
    .orderBy(asc(sql`lower(${people.name})`), asc(people.id));
}

/** Places taken in the room: by who accepted with those they bring, by offers that hold, by who came unasked; `but` one person. */
export async function placesTaken(
  db: DbOrTx,
  gatheringId: string,
  but: string | null,
  now: Date,
): Promise<number> {
  const [row] = await db.execute<{ taken: number }>(sql`
    select (
      (select coalesce(sum(1 + jsonb_array_length(guests)), 0) from ${invitations}
        where gathering_id = ${gatheringId} and uninvited_at is null and attends = 'room' and person_id is distinct from ${but}::uuid
          and (answer = 'accepted' or offered_until > ${now.toISOString()}::timestamptz))
      + (select count(*) from ${checkIns} come
        where come.gathering_id = ${gatheringId} and come.person_id is distinct from ${but}::uuid
          and not exists (select from ${invitations} asked where asked.gathering_id = come.gathering_id
            and asked.person_id = come.person_id and asked.uninvited_at is null and asked.attends = 'room'
            and (asked.answer = 'accepted' or asked.offered_until > ${now.toISOString()}::timestamptz)))
    )::int as taken`);
  return row?.taken ?? 0;
}

/** The gathering whose door a token leads to. */
export async function gatheringOfDoor(db: DbOrTx, tokenHash: Buffer): Promise<Gathering | null> {
  const [row] = await db
    .select({ gathering: gatherings })
    .from(doorLinks)
    .innerJoin(gatherings, eq(gatherings.id, doorLinks.gatheringId))
    .where(eq(doorLinks.tokenHash, tokenHash));
  return row?.gathering ?? null;
}

/** The same, with its row locked until the transaction ends. */
export async function lockGatheringOfDoor(tx: Tx, tokenHash: Buffer): Promise<Gathering | null> {
  const [row] = await tx
    .select({ gathering: gatherings })
    .from(gatherings)
    .innerJoin(doorLinks, eq(gatherings.id, doorLinks.gatheringId))
    .where(eq(doorLinks.tokenHash, tokenHash))
    .for('update', { of: gatherings });
  return row?.gathering ?? null;
}

/** Name and unit of these people. One query. */
export async function namesOf(
  db: DbOrTx,
  personIds: string[],
): Promise<Map<string, { name: string; unit: string }>> {
  const ids = sql`${sql.param(personIds)}::uuid[]`;
  const rows = await db
    .select({ id: people.id, name: people.name, unit: people.unit })
    .from(people)
    .where(sql`${people.id} = any(${ids})`);
  return new Map(rows.map(({ id, ...named }) => [id, named]));
}
