import { and, eq, isNull } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { invitations } from '../db/schema/index.ts';
import { answer } from '../invitations/answer.ts';

/**
 * Says that somebody is absent from one date, or there after all, until it begins: their answer to that date alone.
 * Others see who is there and not who is absent.
 */
export async function sayAbsent(
  tx: Tx,
  { gatheringId, personId, absent }: { gatheringId: string; personId: string; absent: boolean },
  now: Date,
): Promise<'said' | 'over' | 'not-invited'> {
  const [mine] = await tx
    .select({ id: invitations.id })
    .from(invitations)
    .where(
      and(
        eq(invitations.gatheringId, gatheringId),
        eq(invitations.personId, personId),
        isNull(invitations.uninvitedAt),
      ),
    );
  if (!mine) return 'not-invited';
  const given = absent ? 'declined' : 'accepted';
  const { outcome } = await answer(tx, { key: { invitationId: mine.id }, answer: given }, now);
  return outcome === 'recorded' ? 'said' : 'over';
}
