import { and, asc, eq, exists, gt, isNull, or, type SQL, sql } from 'drizzle-orm';

import type { DbOrTx, Tx } from '../db/connect.ts';
import { type Gathering, gatherings, invitations, type Series, series } from '../db/schema/index.ts';
import type { Principal } from '../http/principal.ts';

/** Who may change a series: an admin, whoever scheduled it, its host and its facilitator, as for a gathering. */
export function managedBy(principal: Principal): SQL {
  if (principal.role === 'admin') return sql`true`;
  const created = eq(series.createdBy, principal.actorId);
  if (principal.personId === null) return created;
  const hosted = eq(series.hostId, principal.personId);
  return or(created, hosted, eq(series.facilitatorId, principal.personId)) ?? created;
}

/** The same rule for a series at hand. */
export function managesSeries(principal: Principal, { createdBy, hostId, facilitatorId }: Series): boolean {
  if (principal.role === 'admin' || createdBy === principal.actorId) return true;
  return principal.personId !== null && [hostId, facilitatorId].includes(principal.personId);
}

/** Those who may change it, and the people invited to it as a whole. */
function visibleTo(db: DbOrTx, principal: Principal): SQL {
  const managed = managedBy(principal);
  if (principal.role === 'admin' || principal.personId === null) return managed;
  const invited = db
    .select({ one: sql`1` })
    .from(invitations)
    .where(
      and(
        eq(invitations.seriesId, series.id),
        eq(invitations.personId, principal.personId),
        isNull(invitations.uninvitedAt),
      ),
    );
  return or(managed, exists(invited)) ?? managed;
}

/** A series the caller may know of; null is a 404, whether it exists or not. */
export async function visibleSeries(db: DbOrTx, principal: Principal, id: string): Promise<Series | null> {
  const [row] = await db
    .select()
    .from(series)
    .where(and(eq(series.id, id), visibleTo(db, principal)));
  return row ?? null;
}

/** A series the caller may change; null is a 404, whether it exists or not. */
export async function managedSeries(db: DbOrTx, principal: Principal, id: string): Promise<Series | null> {
  const [row] = await db
    .select()
    .from(series)
    .where(and(eq(series.id, id), managedBy(principal)));
  return row ?? null;
}

/**
 * The same with its row locked until the transaction ends. Whoever changes a series or one of its dates locks the
 * series first and its dates after it, in the order of their ids.
 */
export async function lockManagedSeries(tx: Tx, principal: Principal, id: string): Promise<Series | null> {
  const [row] = await tx
    .select()
    .from(series)
    .where(and(eq(series.id, id), managedBy(principal)))
    .for('update');
  return row ?? null;
}

/** Series the caller may know of, in order of their ids after `after`: up to `limit`. One query. */
export function listSeries(
  db: DbOrTx,
  principal: Principal,
  { after, limit }: { after: string | null; limit: number },
): Promise<Series[]> {
  return db
    .select()
    .from(series)
    .where(and(visibleTo(db, principal), after === null ? undefined : gt(series.id, after)))
    .orderBy(asc(series.id))
    .limit(limit);
}

/** The dates of a series that have not begun and take place. */
export function isToCome(seriesId: string, now: Date): SQL | undefined {
  return and(
    eq(gatherings.seriesId, seriesId),
    eq(gatherings.status, 'scheduled'),
    gt(gatherings.startsAt, now),
  );
}

/** All dates of a series, locked, in the order of their ids. */
export function lockDates(tx: Tx, seriesId: string): Promise<Gathering[]> {
  return tx
    .select()
    .from(gatherings)
    .where(eq(gatherings.seriesId, seriesId))
    .orderBy(asc(gatherings.id))
    .for('update');
}
