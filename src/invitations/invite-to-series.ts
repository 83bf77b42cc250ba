import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

import type { DbOrTx, Tx } from '../db/connect.ts';
import {
  type Gathering,
  gatherings,
  type Invitation,
  invitations,
  type Series,
  series as seriesTable,
} from '../db/schema/index.ts';
import { renewMails, takeBackMails } from '../gatherings/owe-news.ts';
import { oweMails } from '../mail/owe-mails.ts';
import { isToCome } from '../series/queries.ts';
import type { Invitee, ReadyDraw } from './draw-question.ts';
import { byName, drawLocked, type InviteOutcome, type Inviting, notInvitable } from './invite.ts';
import { addDateInvitations } from './invite-to-dates.ts';
import { overCap } from './over-cap.ts';
import type { InviteRequest } from './schemas.ts';

/**
 * Invites people to a whole series, by name, by a draw for its next date, or those whom another draw has chosen: one mail for all its dates, and an
 * invitation to each date to come. Who is invited to a date already keeps that invitation and its calendar entry. All
 * or nothing; nobody is invited twice. The series' row must be locked.
 */
export async function inviteToSeries(
  tx: Tx,
  {
    series,
    request,
    perDayMax,
    ...drawing
  }: Omit<Inviting, 'gathering'> & { series: Series; request: InviteRequest | { invitees: Invitee[] } },
  now: Date,
): Promise<InviteOutcome> {
  const dates = await datesToCome(tx, series.id, now);
  const [next] = dates;
  if (series.status !== 'scheduled' || !next) return { outcome: 'not-open' };
  let invitees: Invitee[];
  let drawn: ReadyDraw | null = null;
  if ('invitees' in request) invitees = request.invitees;
  else if ('personIds' in request) {
    const errors = await notInvitable(tx, request.personIds, now);
    if (errors.length > 0) return { outcome: 'impossible', errors };
    invitees = byName(request.personIds);
  } else {
    drawn = await drawLocked(tx, { ...drawing, request, gathering: next }, now);
    invitees = drawn.invitees;
  }
  const again = await inviteAgain(tx, series, invitees, now);
  const rows = invitees.map((invitee) => ({
    ...invitee,
    id: uuidv7(),
    seriesId: series.id,
    drawSeed: drawn?.seed ?? null,
    createdAt: now,
  }));
  const added =
    rows.length === 0
      ? []
      : await tx
          .insert(invitations)
          .values(rows)
          .onConflictDoNothing({ target: [invitations.seriesId, invitations.personId] })
          .returning();
  const standing = [...again.invited, ...added];
  await addDateInvitations(tx, standing, dates, now);
  const errors = await overCap(tx, series, perDayMax, now);
  if (errors.length > 0) return { outcome: 'impossible', errors };
  const owed = standing.map(({ id, personId }) => ({ invitationId: id, personId }));
  await oweMails(
    tx,
    owed.map((row) => ({ ...row, kind: 'invitation', sequence: again.sequence })),
    now,
  );
  return {
    outcome: 'invited',
    invited: standing.length,
    alreadyInvited: invitees.length - standing.length,
    ...(drawn?.notes.length ? { notes: drawn.notes } : {}),
  };
}

/**
 * Invites those again whose invitation had been taken back. Their calendars were told a cancellation: only a higher
 * revision brings the entry back (RFC 5546 §2.1.5).
 */
async function inviteAgain(
  tx: Tx,
  series: Series,
  invitees: { personId: string }[],
  now: Date,
): Promise<{ invited: Invitation[]; sequence: number }> {
  const personIds = invitees.map(({ personId }) => personId);
  const unanswered = { uninvitedAt: null, answer: 'none' as const, answeredAt: null, answeredAlone: false };
  const invited = await tx
    .update(invitations)
    .set(unanswered)
    .where(
      and(
        eq(invitations.seriesId, series.id),
        inArray(invitations.personId, personIds),
        isNotNull(invitations.uninvitedAt),
      ),
    )
    .returning();
  if (invited.length === 0) return { invited, sequence: series.sequence };
  const ids = invited.map(({ id }) => id);
  await tx
    .update(invitations)
    .set(unanswered)
    .where(and(inArray(invitations.standingId, ids), isNotNull(invitations.uninvitedAt)));
  const sequence = series.sequence + 1;
  await tx.update(seriesTable).set({ sequence }).where(eq(seriesTable.id, series.id));
  await takeBackMails(tx, inArray(invitations.id, ids), ['uninvited']);
  await renewMails(tx, eq(invitations.seriesId, series.id), sequence, now);
  return { invited, sequence };
}

/** The dates of a series to which people may still be invited, the next one first. */
export function datesToCome(db: DbOrTx, seriesId: string, now: Date): Promise<Gathering[]> {
  return db.select().from(gatherings).where(isToCome(seriesId, now)).orderBy(asc(gatherings.startsAt));
}
