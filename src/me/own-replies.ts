import { asc, eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { inboundMails, invitationStops, invitations, letterStops, suppressions } from '../db/schema/index.ts';
import type { OwnData } from './schemas.ts';

/** What came in for a person's invitations: what was made of it, and the words that their organisers read. */
export async function repliesOf(tx: Tx, personId: string): Promise<OwnData['replies']> {
  const { receivedAt, invitationId, kind, subject, text } = inboundMails;
  const rows = await tx
    .select({ receivedAt, invitationId, kind, subject, text })
    .from(inboundMails)
    .innerJoin(invitations, eq(invitations.id, invitationId))
    .where(eq(invitations.personId, personId))
    .orderBy(asc(inboundMails.id));
  return rows.map((row) => ({ ...row, receivedAt: row.receivedAt.toISOString() }));
}

/** Whose invitations a person has stopped. */
export async function stopsOf(tx: Tx, personId: string): Promise<OwnData['stops']> {
  const { hostId, seriesId, createdAt } = invitationStops;
  const rows = await tx
    .select({ hostId, seriesId, since: createdAt })
    .from(invitationStops)
    .where(eq(invitationStops.personId, personId))
    .orderBy(asc(createdAt));
  return rows.map((row) => ({ ...row, since: row.since.toISOString() }));
}

/** Which letters a person has stopped. */
export async function letterStopsOf(tx: Tx, personId: string): Promise<OwnData['letterStops']> {
  const rows = await tx
    .select({ topic: letterStops.topic, since: letterStops.createdAt })
    .from(letterStops)
    .where(eq(letterStops.personId, personId))
    .orderBy(asc(letterStops.createdAt));
  return rows.map((row) => ({ ...row, since: row.since.toISOString() }));
}

/** Why an address of a person gets no mail. */
export async function suppressionsOf(tx: Tx, personId: string): Promise<OwnData['suppressions']> {
  const { reason, detail, createdAt } = suppressions;
  const rows = await tx
    .select({ reason, detail, since: createdAt })
    .from(suppressions)
    .where(eq(suppressions.personId, personId))
    .orderBy(asc(suppressions.id));
  return rows.map((row) => ({ ...row, since: row.since.toISOString() }));
}
