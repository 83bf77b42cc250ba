import { and, asc, eq, exists, gt, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';

import type { DbOrTx, Tx } from '../db/connect.ts';
import { type Gathering, gatherings, invitations, series } from '../db/schema/index.ts';
import type { Principal } from '../http/principal.ts';

/** Who may change a gathering: an admin, whoever scheduled it, its host and its facilitator. */
export function managedBy(principal: Principal): SQL {
  if (principal.role === 'admin') return sql`true`;
  const created = eq(gatherings.createdBy, principal.actorId);
  if (principal.personId === null) return created;
  const hosted = eq(gatherings.hostId, principal.personId);
  const facilitated = eq(gatherings.facilitatorId, principal.personId);
  return or(created, hosted, facilitated) ?? created;
}

/** The same rule for a gathering at hand. */
export function manages(principal: Principal, { createdBy, hostId, facilitatorId }: Gathering): boolean {
  if (principal.role === 'admin' || createdBy === principal.actorId) return true;
  return principal.personId !== null && [hostId, facilitatorId].includes(principal.personId);
}

/** Who may know of a gathering: those who may change it and the people invited to it. */
export function visibleTo(db: DbOrTx, principal: Principal): SQL {
  const managed = managedBy(principal);
  if (principal.role === 'admin' || principal.personId === null) return managed;
  return or(managed, invited(db, principal.personId)) ?? managed;
}

function invited(db: DbOrTx, personId: string): SQL {
  return exists(
    db
      .select({ one: sql`1` })
      .from(invitations)
      .where(
        and(
          eq(invitations.gatheringId, gatherings.id),
          eq(invitations.personId, personId),
          isNull(invitations.uninvitedAt),
        ),
      ),
  );
}

/** A gathering the caller may know of; null is a 404, whether it exists or not. */
export async function visibleGathering(
  db: DbOrTx,
  principal: Principal,
  id: string,
): Promise<Gathering | null> {
  return first(
    db
      .select()
      .from(gatherings)
      .where(and(eq(gatherings.id, id), visibleTo(db, principal))),
  );
}

/** A gathering the caller may change; null is a 404, whether it exists or not. */
export async function managedGathering(
  db: DbOrTx,
  principal: Principal,
  id: string,
): Promise<Gathering | null> {
  return first(
    db
      .select()
      .from(gatherings)
      .where(and(eq(gatherings.id, id), managedBy(principal))),
  );
}

/**
 * The same, with its row locked until the transaction ends: whoever changes a gathering, its invitations or its
 * answers takes this lock first, so that two of them never wait for each other in a circle; before it only that of
 * the gathering's series.
 */
export async function lockManagedGathering(
  tx: Tx,
  principal: Principal,
  id: string,
): Promise<Gathering | null> {
  await lockSeriesOf(tx, id);
  return first(
    tx
      .select()
      .from(gatherings)
      .where(and(eq(gatherings.id, id), managedBy(principal)))
      .for('update'),
  );
}

/** A gathering with its row locked in the same way, for those who act by a link and not by a role. */
export async function lockGathering(tx: Tx, id: string): Promise<Gathering | null> {
  await lockSeriesOf(tx, id);
  return first(tx.select().from(gatherings).where(eq(gatherings.id, id)).for('update'));
}

async function lockSeriesOf(tx: Tx, gatheringId: string): Promise<void> {
  const ofGathering = tx
    .select({ id: gatherings.seriesId })
    .from(gatherings)
    .where(eq(gatherings.id, gatheringId));
  await tx.select({ id: series.id }).from(series).where(inArray(series.id, ofGathering)).for('update');
}

/** What a list of gatherings is narrowed to; `from` and `to` bound its start. */
export type GatheringFilter = {
  status?: Gathering['status'] | undefined;
  format?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  seriesId?: string | undefined;
};

/** Gatherings the caller may know of, in order of their ids after `after`: up to `limit`. One query. */
export async function listGatherings(
  db: DbOrTx,
  principal: Principal,
  { status, format, from, to, seriesId }: GatheringFilter,
  { after, limit }: { after: string | null; limit: number },
): Promise<Gathering[]> {
  return db
    .select()
    .from(gatherings)
    .where(
      and(
        visibleTo(db, principal),
        after === null ? undefined : gt(gatherings.id, after),
        status && eq(gatherings.status, status),
        format === undefined ? undefined : eq(gatherings.format, format),
        seriesId === undefined ? undefined : eq(gatherings.seriesId, seriesId),
        from && gte(gatherings.startsAt, from),
        to && lt(gatherings.startsAt, to),
      ),
    )
    .orderBy(asc(gatherings.id))
    .limit(limit);
}

async function first<T>(rows: PromiseLike<T[]>): Promise<T | null> {
  return (await rows)[0] ?? null;
}
