import { lte } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { idempotencyKeys } from '../db/schema/index.ts';
import { ANSWER_KEPT_MS } from './write.ts';

/** Deletes answers that are no longer kept under their Idempotency-Key. */
export async function purgeAnswers(tx: Tx, now: Date): Promise<void> {
  await tx
    .delete(idempotencyKeys)
    .where(lte(idempotencyKeys.createdAt, new Date(now.getTime() - ANSWER_KEPT_MS)));
}
