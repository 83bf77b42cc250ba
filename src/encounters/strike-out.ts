import { and, eq, or } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { encounters, meetingClaims } from '../db/schema/index.ts';
import { loosenTies } from './say-we-met.ts';

/**
 * Strikes out one encounter: either person may, alone, at once and without a reason. The row is deleted with what this
 * person said of it, so that it does not come back; the other sees no trace. False when it is not there or not theirs.
 */
export async function strikeOut(tx: Tx, input: { personId: string; encounterId: string }): Promise<boolean> {
  const mine = or(eq(encounters.personA, input.personId), eq(encounters.personB, input.personId));
  const [deleted] = await tx
    .delete(encounters)
    .where(and(eq(encounters.id, input.encounterId), mine))
    .returning();
  if (!deleted) return false;
  const { personA, personB, gatheringId } = deleted;
  await tx
    .delete(meetingClaims)
    .where(
      and(
        eq(meetingClaims.gatheringId, gatheringId),
        eq(meetingClaims.personId, input.personId),
        eq(meetingClaims.otherId, input.personId === personA ? personB : personA),
      ),
    );
  await loosenTies(tx, personA, personB);
  return true;
}
