import { eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { programmes } from '../db/schema/index.ts';

/** The later dates of a series have become another: the programme over it goes on with that one. */
export async function followSeries(tx: Tx, fromId: string, toId: string, now: Date): Promise<void> {
  await tx.update(programmes).set({ seriesId: toId, updatedAt: now }).where(eq(programmes.seriesId, fromId));
}
