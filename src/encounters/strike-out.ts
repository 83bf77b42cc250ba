import { and, eq, or } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { encounters } from '../db/schema/index.ts';

/**
 * Strikes out one encounter: either person may, alone, at once and without a reason. The row is deleted, so the other
 * sees no trace. False when it is not there or not theirs.
 */
export async function strikeOut(tx: Tx, input: { personId: string; encounterId: string }): Promise<boolean> {
  const mine = or(eq(encounters.personA, input.personId), eq(encounters.personB, input.personId));
  const deleted = await tx
    .delete(encounters)
    .where(and(eq(encounters.id, input.encounterId), mine))
    .returning({ id: encounters.id });
  return deleted.length === 1;
}
