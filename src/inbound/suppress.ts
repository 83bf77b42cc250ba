import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { type Suppression, suppressions } from '../db/schema/index.ts';

/** Puts an address on the list of those that get no mail any more; once there, the first reason stays. */
export async function suppress(
  tx: Tx,
  input: Pick<Suppression, 'addressHash' | 'personId' | 'reason' | 'detail'>,
  now: Date,
): Promise<void> {
  await tx
    .insert(suppressions)
    .values({ id: uuidv7(), createdAt: now, ...input })
    .onConflictDoNothing({ target: suppressions.addressHash });
}
