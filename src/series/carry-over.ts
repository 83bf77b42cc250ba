import { and, eq, inArray, isNull } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { type Gathering, invitations, type Series } from '../db/schema/index.ts';

/**
 * Carries the invitations to a series over to the one that takes over its later dates: the same people, answers and
 * reasons, and the dates' invitations with them.
 */
export async function carryOver(
  tx: Tx,
  from: Series,
  to: { series: Series; dates: Gathering[] },
  now: Date,
): Promise<void> {
  const standing = await tx
    .select()
    .from(invitations)
    .where(and(eq(invitations.seriesId, from.id), isNull(invitations.uninvitedAt)));
  const ids = to.dates.map(({ id }) => id);
  for (const old of standing) {
    const id = uuidv7();
    await tx.insert(invitations).values({
      id,
      seriesId: to.series.id,
      personId: old.personId,
      reason: old.reason,
      drawSeed: old.drawSeed,
      answer: old.answer,
      answeredAt: old.answeredAt,
      createdAt: now,
    });
    if (ids.length === 0) continue;
    await tx
      .update(invitations)
      .set({ standingId: id })
      .where(and(eq(invitations.standingId, old.id), inArray(invitations.gatheringId, ids)));
  }
}
