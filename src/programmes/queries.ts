import { and, asc, eq, gt, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';

import type { DbOrTx, Tx } from '../db/connect.ts';
import {
  type Gathering,
  gatherings,
  type Programme,
  type ProgrammeMember,
  people,
  programmeMembers,
  programmes,
  type Series,
  series,
} from '../db/schema/index.ts';
import type { Principal } from '../http/principal.ts';
import { managedBy } from '../series/queries.ts';

/** A programme with its series and, for a person, their own membership; who has left has none. */
export type ProgrammeRow = { programme: Programme; series: Series; membership: ProgrammeMember | null };

/** Somebody's membership beside each programme, and nobody's for an API key. */
const ownMembership = (personId: string | null): SQL | undefined =>
  and(
    eq(programmeMembers.programmeId, programmes.id),
    personId === null ? sql`false` : eq(programmeMembers.personId, personId),
    isNull(programmeMembers.leftAt),
  );

/** Those who may change its series, its members, and while it goes on those whom it is for, who may join. */
function visibleTo(principal: Principal): SQL | undefined {
  if (principal.role === 'admin') return sql`true`;
  const managed = managedBy(principal);
  if (principal.personId === null) return managed;
  return or(managed, sql`${programmeMembers.personId} is not null`, isOpenTo(principal.personId));
}

/** Condition over programmes and series: it goes on, and is for this person. */
export function isOpenTo(personId: string): SQL {
  const audience = sql`${series.plan} -> 'audience'`;
  return sql`(${programmes.status} = 'active' and exists (
    select from ${people} person where person.id = ${personId} and (
      ${audience} -> 'everyone' = 'true'
      or ${audience} -> 'units' @> to_jsonb(person.unit)
      or ${audience} -> 'locations' @> to_jsonb(person.location)
      or ${audience} -> 'personIds' @> to_jsonb(person.id::text))))`;
}

const selectRows = (db: DbOrTx, personId: string | null) =>
  db
    .select({ programme: programmes, series, membership: programmeMembers })
    .from(programmes)
    .innerJoin(series, eq(series.id, programmes.seriesId))
    .leftJoin(programmeMembers, ownMembership(personId));

/** A programme the caller may know of; null is a 404, whether it exists or not. */
export async function visibleProgramme(
  db: DbOrTx,
  principal: Principal,
  id: string,
): Promise<ProgrammeRow | null> {
  const [row] = await selectRows(db, principal.personId).where(
    and(eq(programmes.id, id), visibleTo(principal)),
  );
  return row ?? null;
}

/** A programme the caller may change; null is a 404, whether it exists or not. */
export async function managedProgramme(
  db: DbOrTx,
  principal: Principal,
  id: string,
): Promise<ProgrammeRow | null> {
  const [row] = await selectRows(db, principal.personId).where(
    and(eq(programmes.id, id), managedBy(principal)),
  );
  return row ?? null;
}

/** The programme for this person, as far as they may know of it. */
export function programmeFor(db: DbOrTx, personId: string, id: string): Promise<ProgrammeRow | null> {
  return visibleProgramme(db, { actorId: personId, role: 'member', personId }, id);
}

/**
 * Locks a programme and its series until the transaction ends, in the order in which everybody takes them: the series
 * first. Read it again afterwards: it may name another series by then.
 */
export async function lockProgramme(tx: Tx, id: string): Promise<void> {
  await tx
    .select({ id: series.id })
    .from(series)
    .innerJoin(programmes, eq(programmes.seriesId, series.id))
    .where(eq(programmes.id, id))
    .for('update', { of: series });
  await tx.select({ id: programmes.id }).from(programmes).where(eq(programmes.id, id)).for('update');
}

/** A programme by its id, for those who act for nobody in particular. */
export async function findProgramme(db: DbOrTx, id: string): Promise<ProgrammeRow | null> {
  const [row] = await selectRows(db, null).where(eq(programmes.id, id));
  return row ?? null;
}

/** Programmes the caller may know of, in order of their ids after `after`: up to `limit`. One query. */
export function listProgrammes(
  db: DbOrTx,
  principal: Principal,
  { status, after, limit }: { status?: Programme['status'] | undefined; after: string | null; limit: number },
): Promise<ProgrammeRow[]> {
  return selectRows(db, principal.personId)
    .where(
      and(
        visibleTo(principal),
        status && eq(programmes.status, status),
        after === null ? undefined : gt(programmes.id, after),
      ),
    )
    .orderBy(asc(programmes.id))
    .limit(limit);
}

/** Who belongs to a programme, in the order of their ids after `after`: up to `limit`. Nothing about who came or paused. */
export function listMembers(
  db: DbOrTx,
  programmeId: string,
  { after, limit }: { after: string | null; limit: number },
) {
  return db
    .select({
      id: people.id,
      name: people.name,
      unit: people.unit,
      location: people.location,
      joinedAt: programmeMembers.joinedAt,
    })
    .from(programmeMembers)
    .innerJoin(people, eq(people.id, programmeMembers.personId))
    .where(
      and(
        eq(programmeMembers.programmeId, programmeId),
        isNull(programmeMembers.leftAt),
        after === null ? undefined : gt(people.id, after),
      ),
    )
    .orderBy(asc(people.id))
    .limit(limit);
}

/** The unit of each member. */
export async function unitsOfMembers(db: DbOrTx, programmeId: string): Promise<string[]> {
  const rows = await db
    .select({ unit: people.unit })
    .from(programmeMembers)
    .innerJoin(people, eq(people.id, programmeMembers.personId))
    .where(and(eq(programmeMembers.programmeId, programmeId), isNull(programmeMembers.leftAt)));
  return rows.map(({ unit }) => unit);
}

/** Somebody's membership; null for who is none, or has left. */
export async function findMembership(
  db: DbOrTx,
  programmeId: string,
  personId: string,
): Promise<ProgrammeMember | null> {
  const [row] = await db
    .select()
    .from(programmeMembers)
    .where(
      and(
        eq(programmeMembers.programmeId, programmeId),
        eq(programmeMembers.personId, personId),
        isNull(programmeMembers.leftAt),
      ),
    );
  return row ?? null;
}

/** A programme as a person sees it on their own page, with the days of its next dates. */
export type OwnProgramme = ProgrammeRow & { nextDays: string[] };

/** What the page lists, at most. */
const OWN_MAX = 50;
/** The dates among which a person chooses the one to skip. */
const NEXT_DAYS = 4;

/** The programmes that somebody belongs to or may join, their own first; ended ones are left out. Two queries. */
export async function programmesFor(db: DbOrTx, personId: string, now: Date): Promise<OwnProgramme[]> {
  const rows = await selectRows(db, personId)
    .where(
      and(
        eq(programmes.status, 'active'),
        or(sql`${programmeMembers.personId} is not null`, isOpenTo(personId)),
      ),
    )
    .orderBy(sql`${programmeMembers.personId} is null`, asc(programmes.id))
    .limit(OWN_MAX);
  const ids = rows.map((row) => row.series.id);
  if (ids.length === 0) return [];
  const dates = await db
    .select({ seriesId: gatherings.seriesId, day: sql<string>`left(${gatherings.startLocal}, 10)` })
    .from(gatherings)
    .where(
      and(
        inArray(gatherings.seriesId, ids),
        eq(gatherings.status, 'scheduled'),
        gt(gatherings.startsAt, now),
      ),
    )
    .orderBy(asc(gatherings.startsAt));
  return rows.map((row) => ({
    ...row,
    nextDays: dates
      .filter(({ seriesId }) => seriesId === row.series.id)
      .slice(0, NEXT_DAYS)
      .map(({ day }) => day),
  }));
}

/** The programme that a date belongs to, also where its series was cut since; null for a gathering of none. */
export async function programmeOfDate(
  db: DbOrTx,
  { seriesId }: Pick<Gathering, 'seriesId'>,
): Promise<ProgrammeRow | null> {
  if (seriesId === null) return null;
  const [row] = await selectRows(db, null).where(sql`${programmes.seriesId} in (
    with recursive later(id) as (
      select ${seriesId}::uuid union select next.id from ${series} next join later on next.continues = later.id
    ) select id from later)`);
  return row ?? null;
}
