import { sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { gatherings, invitations } from '../db/schema/index.ts';

/** By then nobody cooks for them any more. */
const NEEDS_KEPT_DAYS = 14;
const DAY_MS = 24 * 3_600_000;

/** Deletes what people said they need and whom they brought from outside, two weeks after the gathering was over, and two after a cancelled one would have been. */
export async function forgetNeeds(tx: Tx, now: Date): Promise<void> {
  const before = new Date(now.getTime() - NEEDS_KEPT_DAYS * DAY_MS).toISOString();
  await tx.execute(sql`
    update ${invitations} set needs = null, guests = '[]'
    where (needs is not null or guests <> '[]') and gathering_id in (
      select id from ${gatherings} where ends_at <= ${before}::timestamptz)`);
}
