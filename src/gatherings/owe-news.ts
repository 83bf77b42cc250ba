import { and, eq, exists, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type Gathering, invitations, type Mail, mails } from '../db/schema/index.ts';
import { MAILS_PER_JOB, oweMails } from '../mail/owe-mails.ts';
import { REMINDER_KINDS } from '../mail/reminder-times.ts';
import { enqueueAll } from '../outbox/enqueue.ts';

/** Whom news of one date go to: all invited to it, or only those whose calendar does not have it from its series. */
export type Whom = 'everybody' | 'invited-alone';

/**
 * A gathering moved: owes an update to everybody whom the old plan has reached and who has not declined. Mails still
 * queued carry the new plan by themselves; queued updates of an older revision and reminders are taken back, they would be
 * news of yesterday. The gathering's row must be locked.
 */
export async function oweUpdates(
  tx: Tx,
  gathering: Gathering,
  now: Date,
  whom: Whom = 'everybody',
): Promise<void> {
  const invited = invitedTo(gathering, whom);
  await takeBackMails(tx, invited, ['update', ...REMINDER_KINDS]);
  await renewMails(tx, or(invited, invitedToSeriesOf(gathering)), gathering.sequence, now);
  await oweEachReached(tx, 'update', { invited, sequence: gathering.sequence }, now);
}

/**
 * A gathering is cancelled: takes back what is still queued and owes a cancellation to everybody whom the invitation
 * has reached and who has not declined. The gathering's row must be locked.
 */
export async function oweCancellations(
  tx: Tx,
  gathering: Gathering,
  now: Date,
  whom: Whom = 'everybody',
): Promise<void> {
  const invited = invitedTo(gathering, whom);
  await takeBackMails(tx, invited, ['invitation', 'update', 'offer', 'refresh', 'note', ...REMINDER_KINDS]);
  await renewMails(tx, invitedToSeriesOf(gathering), gathering.sequence, now);
  await oweEachReached(tx, 'cancellation', { invited, sequence: gathering.sequence }, now);
}

function invitedTo(gathering: Gathering, whom: Whom): SQL | undefined {
  return and(
    eq(invitations.gatheringId, gathering.id),
    whom === 'invited-alone' ? isNull(invitations.standingId) : undefined,
  );
}

/** A mail about the whole series that is still queued tells this date too. */
function invitedToSeriesOf({ seriesId }: Gathering): SQL {
  return seriesId === null ? sql`false` : eq(invitations.seriesId, seriesId);
}

/** Takes back queued mails of these kinds to those invited. */
export async function takeBackMails(tx: Tx, invited: SQL | undefined, kinds: Mail['kind'][]): Promise<void> {
  await tx.delete(mails).where(and(inArray(mails.kind, kinds), stillQueued(tx, invited)));
}

/**
 * Gives what is still queued the revision that it will tell. A job that had loaded the old plan finds another revision
 * when it claims the mail, and leaves it to the one owed here.
 */
export async function renewMails(
  tx: Tx,
  invited: SQL | undefined,
  sequence: number,
  now: Date,
): Promise<void> {
  const renewed = await tx
    .update(mails)
    .set({ sequence })
    .where(stillQueued(tx, invited))
    .returning({ id: mails.id });
  const batches = [];
  for (let i = 0; i < renewed.length; i += MAILS_PER_JOB) {
    batches.push({ mailIds: renewed.slice(i, i + MAILS_PER_JOB).map(({ id }) => id) });
  }
  await enqueueAll(tx, 'send-mails', batches, now);
}

/**
 * Owes a mail to each of those invited whom the plan has reached and who has not declined. An answer proves that the
 * mail came through, whatever a late bounce said of it.
 */
async function oweEachReached(
  tx: Tx,
  kind: 'update' | 'cancellation',
  { invited, sequence }: { invited: SQL | undefined; sequence: number },
  now: Date,
): Promise<void> {
  const reached = await tx
    .select({ id: invitations.id, personId: invitations.personId })
    .from(invitations)
    .where(and(invited, ne(invitations.answer, 'declined'), hasBeenReached(tx)))
    .orderBy(invitations.id);
  const owed = reached.map(({ id, personId }) => ({ kind, personId, invitationId: id, sequence }));
  await oweMails(tx, owed, now);
}

/** Condition over `invitations`: a mail with the plan has left, about this gathering or about its series. */
export function hasBeenReached(tx: Tx): SQL | undefined {
  const mail = tx
    .select({ one: sql`1` })
    .from(mails)
    .where(
      and(
        sql`${mails.invitationId} in (${invitations.id}, ${invitations.standingId})`,
        inArray(mails.kind, ['invitation', 'update']),
        inArray(mails.delivery, ['sending', 'sent', 'unknown']),
      ),
    );
  return or(ne(invitations.answer, 'none'), exists(mail));
}

function stillQueued(tx: Tx, invited: SQL | undefined): SQL | undefined {
  const ids = tx.select({ id: invitations.id }).from(invitations).where(invited);
  return and(eq(mails.delivery, 'queued'), inArray(mails.invitationId, ids));
}
