import { eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { PAUSED_FOR_GOOD, people } from '../db/schema/index.ts';

/**
 * Stops everything that a person is sent but news of gatherings they have accepted, until they say otherwise, or lets
 * it come again.
 */
export async function pauseMail(
  tx: Tx,
  { personId, paused }: { personId: string; paused: boolean },
  now: Date,
): Promise<void> {
  await tx
    .update(people)
    .set({ pausedUntil: paused ? PAUSED_FOR_GOOD : null, updatedAt: now })
    .where(eq(people.id, personId));
}
