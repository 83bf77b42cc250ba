import { and, asc, eq, gt, inArray, isNotNull, or } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { gatherings, invitations } from '../db/schema/index.ts';
import { offerPlaces } from './offer-places.ts';

const holdsPlace = or(eq(invitations.answer, 'accepted'), isNotNull(invitations.offeredUntil));

/**
 * Declines for somebody who is about to be erased: each place they hold or are offered in a gathering still to come is
 * offered to whoever of those waiting keeps the mix best. The gatherings' rows are locked first, in the order of their
 * ids, as places are counted by one at a time.
 */
export async function giveBackPlaces(tx: Tx, personId: string, now: Date): Promise<void> {
  const held = tx
    .select({ id: invitations.gatheringId })
    .from(invitations)
    .where(and(eq(invitations.personId, personId), holdsPlace));
  const open = await tx
    .select()
    .from(gatherings)
    .where(
      and(inArray(gatherings.id, held), eq(gatherings.status, 'scheduled'), gt(gatherings.startsAt, now)),
    )
    .orderBy(asc(gatherings.id))
    .for('update');
  for (const gathering of open) {
    await tx
      .update(invitations)
      .set({ answer: 'declined', answeredAt: now, waitlistNumber: null, offeredUntil: null, guests: [] })
      .where(and(eq(invitations.gatheringId, gathering.id), eq(invitations.personId, personId), holdsPlace));
    await offerPlaces(tx, gathering, now);
  }
}
