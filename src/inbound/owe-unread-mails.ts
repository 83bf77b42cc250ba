import { sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { enqueueAll } from '../outbox/enqueue.ts';

/** Long enough for a job to pass through a full queue; a second one finds the mail settled. */
const LOST_AFTER_MS = 10 * 60_000;
/** Keeps one sweep short; the next one takes the rest. */
const LOST_MAX = 1_000;

/** Mails that no job knows of any more (a queue server that forgot) are owed again; returns how many. */
export async function oweUnreadMails(tx: Tx, now: Date): Promise<number> {
  const at = now.toISOString();
  const before = new Date(now.getTime() - LOST_AFTER_MS).toISOString();
  const rows = await tx.execute<{ id: string }>(sql`
    update inbound_mails set owed_at = ${at}::timestamptz
    where id in (
      select id from inbound_mails
      where processed_at is null and owed_at < ${before}::timestamptz
        and id not in (
          select jsonb_array_elements_text(payload -> 'inboundMailIds')::uuid from outbox
          where name = 'read-inbound-mail')
      order by owed_at limit ${LOST_MAX} for update skip locked)
    returning id`);
  await enqueueAll(
    tx,
    'read-inbound-mail',
    rows.map(({ id }) => ({ inboundMailIds: [id] })),
    now,
  );
  return rows.length;
}
