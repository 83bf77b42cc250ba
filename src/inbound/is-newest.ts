import { and, eq, isNull, lt, lte, or } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { invitations } from '../db/schema/index.ts';

/**
 * Whether no newer reply of this invitation has been heard, by SEQUENCE, then by DTSTAMP (RFC 5546 §2.1.5); if so, this
 * one is the newest from here on. One statement: of two at once the older one loses, whichever comes first.
 */
export async function isNewest(
  tx: Tx,
  invitationId: string,
  { sequence, stampedAt }: { sequence: number; stampedAt: Date },
): Promise<boolean> {
  const { replySequence, replyStampedAt } = invitations;
  const [row] = await tx
    .update(invitations)
    .set({ replySequence: sequence, replyStampedAt: stampedAt })
    .where(
      and(
        eq(invitations.id, invitationId),
        or(
          isNull(replySequence),
          lt(replySequence, sequence),
          and(eq(replySequence, sequence), lte(replyStampedAt, stampedAt)),
        ),
      ),
    )
    .returning({ id: invitations.id });
  return row !== undefined;
}
