import { eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type Gathering, gatherings } from '../db/schema/index.ts';
import { enqueue } from '../outbox/enqueue.ts';

/**
 * Closes a gathering whose row the caller holds locked; a job then records who met whom. Closing what is closed
 * changes nothing. A cancelled gathering cannot be closed.
 */
export async function close(
  tx: Tx,
  gathering: Gathering,
  now: Date,
): Promise<'closing' | 'closed' | 'cancelled'> {
  if (gathering.status !== 'scheduled') return gathering.status;
  await tx
    .update(gatherings)
    .set({ status: 'closing', closedAt: now, updatedAt: now })
    .where(eq(gatherings.id, gathering.id));
  await enqueue(tx, 'record-encounters', { gatheringId: gathering.id }, now);
  return 'closing';
}
