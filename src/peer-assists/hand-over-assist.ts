import { eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type Gathering, peerAssists } from '../db/schema/index.ts';

/** Gives the request that a peer assist came of to whoever hosts and facilitates it now: what is asked afterwards is asked of them. */
export async function handOverAssist(
  tx: Tx,
  { id, hostId, facilitatorId, updatedAt }: Pick<Gathering, 'id' | 'hostId' | 'facilitatorId' | 'updatedAt'>,
): Promise<void> {
  await tx
    .update(peerAssists)
    .set({ hostId, facilitatorId, updatedAt })
    .where(eq(peerAssists.gatheringId, id));
}
