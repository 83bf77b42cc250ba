import { eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { calendarFeeds } from '../db/schema/index.ts';

/** Ends a person's calendar address; doing it twice changes nothing. */
export async function revokeFeed(tx: Tx, personId: string): Promise<void> {
  await tx.delete(calendarFeeds).where(eq(calendarFeeds.personId, personId));
}
