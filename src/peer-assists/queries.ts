import { and, asc, eq, exists, gt, isNull, or, type SQL, sql } from 'drizzle-orm';

import type { DbOrTx, Tx } from '../db/connect.ts';
import {
  type Gathering,
  gatherings,
  type Invitation,
  invitations,
  type PeerAssist,
  type PeerAssistAction,
  peerAssistActions,
  peerAssistOutcomes,
  peerAssistSeats,
  peerAssists,
} from '../db/schema/index.ts';
import type { Principal } from '../http/principal.ts';

/** What somebody is to a request: who decides about it, who leads the meeting, or who is asked for help. */
export type Part = 'manager' | 'facilitator' | 'assister';

/** Who may change a request: an admin, whoever made it, and its host. */
function managedBy(principal: Principal): SQL {
  if (principal.role === 'admin') return sql`true`;
  const created = eq(peerAssists.createdBy, principal.actorId);
  if (principal.personId === null) return created;
  return or(created, eq(peerAssists.hostId, principal.personId)) ?? created;
}

/** Those, who facilitates it, and whoever was asked to assist and is still invited. */
function visibleTo(db: DbOrTx, principal: Principal): SQL {
  const managed = managedBy(principal);
  if (principal.role === 'admin' || principal.personId === null) return managed;
  const asked = exists(
    db
      .select({ one: sql`1` })
      .from(invitations)
      .where(
        and(
          eq(invitations.gatheringId, peerAssists.gatheringId),
          eq(invitations.personId, principal.personId),
          isNull(invitations.uninvitedAt),
        ),
      ),
  );
  return or(managed, eq(peerAssists.facilitatorId, principal.personId), asked) ?? managed;
}

/** What the caller is to a request that they may see. */
export function partOf(principal: Principal, { createdBy, hostId, facilitatorId }: PeerAssist): Part {
  if (principal.role === 'admin' || createdBy === principal.actorId) return 'manager';
  if (principal.personId !== null && hostId === principal.personId) return 'manager';
  return principal.personId !== null && facilitatorId === principal.personId ? 'facilitator' : 'assister';
}

/** Confirmed requests whose meeting stands, is to come, and has not been followed up. */
export function meetsAfter(now: Date): SQL | undefined {
  return and(
    eq(peerAssists.status, 'confirmed'),
    isNull(peerAssists.followedUpAt),
    eq(gatherings.status, 'scheduled'),
    gt(gatherings.startsAt, now),
  );
}

/** A request with its gathering, which is null until it is confirmed. */
export type FoundAssist = { assist: PeerAssist; gathering: Gathering | null };

/** A request the caller may see; null is a 404, whether it exists or not. */
export async function visibleAssist(
  db: DbOrTx,
  principal: Principal,
  id: string,
): Promise<FoundAssist | null> {
  const [row] = await db
    .select({ assist: peerAssists, gathering: gatherings })
    .from(peerAssists)
    .leftJoin(gatherings, eq(gatherings.id, peerAssists.gatheringId))
    .where(and(eq(peerAssists.id, id), visibleTo(db, principal)));
  return row ?? null;
}

/** A request the caller may change, its row locked until the transaction ends; null is a 404. */
export async function lockManagedAssist(
  tx: Tx,
  principal: Principal,
  id: string,
): Promise<PeerAssist | null> {
  const [row] = await tx
    .select()
    .from(peerAssists)
    .where(and(eq(peerAssists.id, id), managedBy(principal)))
    .for('update');
  return row ?? null;
}

/** The requests the caller may see, in order of their ids after `after`: up to `limit`. One query. */
export function listAssists(
  db: DbOrTx,
  principal: Principal,
  {
    status,
    after,
    limit,
  }: { status?: PeerAssist['status'] | undefined; after: string | null; limit: number },
): Promise<FoundAssist[]> {
  return db
    .select({ assist: peerAssists, gathering: gatherings })
    .from(peerAssists)
    .leftJoin(gatherings, eq(gatherings.id, peerAssists.gatheringId))
    .where(
      and(
        visibleTo(db, principal),
        after === null ? undefined : gt(peerAssists.id, after),
        status && eq(peerAssists.status, status),
      ),
    )
    .orderBy(asc(peerAssists.id))
    .limit(limit);
}

/** A seat with where the invitation stands; null while nobody has been asked. */
export type Seat = typeof peerAssistSeats.$inferSelect & { answer: Invitation['answer'] | null };

/** Everybody who is or was on the panel, in the order in which they came onto it; who is no longer invited has declined. */
export async function seatsOf(db: DbOrTx, assistId: string): Promise<Seat[]> {
  const rows = await db
    .select({ seat: peerAssistSeats, answer: invitations.answer })
    .from(peerAssistSeats)
    .innerJoin(peerAssists, eq(peerAssists.id, peerAssistSeats.peerAssistId))
    .leftJoin(
      invitations,
      and(
        eq(invitations.gatheringId, peerAssists.gatheringId),
        eq(invitations.personId, peerAssistSeats.personId),
      ),
    )
    .where(eq(peerAssistSeats.peerAssistId, assistId))
    .orderBy(asc(peerAssistSeats.createdAt), asc(peerAssistSeats.personId));
  return rows.map(({ seat, answer }) => ({ ...seat, answer: seat.state === 'asked' ? answer : null }));
}

/** Whether somebody has their seat: proposed, or asked and not declined. */
export function holdsSeat({ state, answer }: Seat): boolean {
  return state === 'proposed' || (state === 'asked' && answer !== 'declined');
}

/** What the host's team does with each idea, in their order. */
export function actionsOf(db: DbOrTx, assistId: string): Promise<PeerAssistAction[]> {
  return db
    .select()
    .from(peerAssistActions)
    .where(eq(peerAssistActions.peerAssistId, assistId))
    .orderBy(asc(peerAssistActions.number));
}

/** What came of it, the earlier first. */
export function outcomesOf(db: DbOrTx, assistId: string) {
  return db
    .select({
      after: peerAssistOutcomes.after,
      text: peerAssistOutcomes.text,
      createdAt: peerAssistOutcomes.createdAt,
    })
    .from(peerAssistOutcomes)
    .where(eq(peerAssistOutcomes.peerAssistId, assistId))
    .orderBy(asc(peerAssistOutcomes.after));
}

/** Ids of those who said yes. */
export async function accepted(db: DbOrTx, assistId: string): Promise<string[]> {
  const seats = await seatsOf(db, assistId);
  return seats.flatMap(({ answer, personId }) => (answer === 'accepted' ? [personId] : []));
}
