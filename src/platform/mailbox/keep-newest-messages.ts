import { sql } from 'drizzle-orm';

import type { DbOrTx } from '../../db/connect.ts';
import { mailboxMessages } from '../../db/schema/index.ts';

/** The mails of a demo, or of a measurement with 5,000 invitations; at 20 kB each they take 100 MB. */
export const MESSAGES_KEPT = 5_000;

/** Removes all but the newest `kept` messages: one range of the primary key, which is ordered by time. */
export async function keepNewestMessages(db: DbOrTx, kept: number): Promise<void> {
  const newest = sql`select id from ${mailboxMessages} order by id desc offset ${kept} limit 1`;
  await db.execute(sql`delete from ${mailboxMessages} where id <= (${newest})`);
}
