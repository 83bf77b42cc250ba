import { and, eq, exists, inArray, ne, or, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type Gathering, invitations, type Mail, mails } from '../db/schema/index.ts';
import { MAILS_PER_JOB, oweMails } from '../mail/owe-mails.ts';
import { enqueueAll } from '../outbox/enqueue.ts';

/**
 * A gathering moved: owes an update to everybody whom the old plan has reached and who has not declined. Mails still
 * queued carry the new plan by themselves; queued updates of an older revision are taken back, they would be news of
 * yesterday. The gathering's row must be locked.
 */
export async function oweUpdates(tx: Tx, gathering: Gathering, now: Date): Promise<void> {
  await takeBack(tx, gathering.id, ['update']);
  const renewed = await tx
    .update(mails)
    .set({ sequence: gathering.sequence })
    .where(stillQueued(tx, gathering.id))
    .returning({ id: mails.id });
  // A job that had loaded the old plan finds another revision when it claims the mail, and leaves it to this one.
  const batches = [];
  for (let i = 0; i < renewed.length; i += MAILS_PER_JOB) {
    batches.push({ mailIds: renewed.slice(i, i + MAILS_PER_JOB).map(({ id }) => id) });
  }
  await enqueueAll(tx, 'send-mails', batches, now);
  await oweEachReached(tx, 'update', gathering, now);
}

/**
 * A gathering is cancelled: takes back what is still queued and owes a cancellation to everybody whom the invitation
 * has reached and who has not declined. The gathering's row must be locked.
 */
export async function oweCancellations(tx: Tx, gathering: Gathering, now: Date): Promise<void> {
  await takeBack(tx, gathering.id, ['invitation', 'update', 'promotion']);
  await oweEachReached(tx, 'cancellation', gathering, now);
}

async function takeBack(tx: Tx, gatheringId: string, kinds: Mail['kind'][]): Promise<void> {
  await tx.delete(mails).where(and(inArray(mails.kind, kinds), stillQueued(tx, gatheringId)));
}

/** An answer proves that the mail came through, whatever a late bounce said of it. */
async function oweEachReached(
  tx: Tx,
  kind: 'update' | 'cancellation',
  gathering: Gathering,
  now: Date,
): Promise<void> {
  const reached = await tx
    .select({ id: invitations.id, personId: invitations.personId })
    .from(invitations)
    .where(
      and(
        eq(invitations.gatheringId, gathering.id),
        ne(invitations.answer, 'declined'),
        or(ne(invitations.answer, 'none'), exists(invitationHasLeft(tx))),
      ),
    )
    .orderBy(invitations.id);
  const { sequence } = gathering;
  const owed = reached.map(({ id, personId }) => ({ kind, personId, invitationId: id, sequence }));
  await oweMails(tx, owed, now);
}

function invitationHasLeft(tx: Tx) {
  return tx
    .select({ one: sql`1` })
    .from(mails)
    .where(
      and(
        eq(mails.invitationId, invitations.id),
        eq(mails.kind, 'invitation'),
        inArray(mails.delivery, ['sending', 'sent', 'unknown']),
      ),
    );
}

function stillQueued(tx: Tx, gatheringId: string) {
  const ofGathering = tx
    .select({ id: invitations.id })
    .from(invitations)
    .where(eq(invitations.gatheringId, gatheringId));
  return and(eq(mails.delivery, 'queued'), inArray(mails.invitationId, ofGathering));
}
