import { and, eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { checkIns } from '../db/schema/index.ts';

/** Takes back a check-in made by mistake; whoever was not checked in stays so. The place stays theirs. */
export async function undoCheckIn(
  tx: Tx,
  { gatheringId, personId }: { gatheringId: string; personId: string },
): Promise<void> {
  await tx
    .delete(checkIns)
    .where(and(eq(checkIns.gatheringId, gatheringId), eq(checkIns.personId, personId)));
}
