import { and, eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { checkIns, type Gathering, invitations } from '../db/schema/index.ts';
import { offerPlaces } from '../invitations/offer-places.ts';

/**
 * Takes back a check-in made by mistake; whoever was not checked in stays so. A place that was taken before stays
 * theirs; one that they took at the door is given back, and offered to who waits. The gathering's row must be locked.
 */
export async function undoCheckIn(
  tx: Tx,
  { gathering, personId }: { gathering: Gathering; personId: string },
  now: Date,
): Promise<void> {
  const [undone] = await tx
    .delete(checkIns)
    .where(and(eq(checkIns.gatheringId, gathering.id), eq(checkIns.personId, personId)))
    .returning();
  if (!undone) return;
  const at = and(eq(invitations.gatheringId, gathering.id), eq(invitations.personId, personId));
  const [invitation] = await tx.select().from(invitations).where(at);
  if (invitation?.answeredAt?.getTime() !== undone.checkedInAt.getTime()) return;
  if (invitation.reasonParts?.some(({ kind }) => kind === 'walked-in'))
    await tx.delete(invitations).where(at);
  else await tx.update(invitations).set({ answer: 'none', answeredAt: null }).where(at);
  await offerPlaces(tx, gathering, now);
}
