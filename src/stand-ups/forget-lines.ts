import { sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { gatherings, standUpLines } from '../db/schema/index.ts';

/** By then whoever wanted to has answered (our default). */
const LINES_KEPT_DAYS = 14;
const DAY_MS = 86_400_000;

/** Deletes what was left for stand-ups two weeks after they were over. */
export async function forgetLines(tx: Tx, now: Date): Promise<void> {
  const before = new Date(now.getTime() - LINES_KEPT_DAYS * DAY_MS).toISOString();
  await tx.execute(sql`
    delete from ${standUpLines} where ${standUpLines.gatheringId} in (
      select id from ${gatherings} where ${gatherings.endsAt} <= ${before}::timestamptz)`);
}
