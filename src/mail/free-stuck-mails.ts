import { sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import type { Mail } from '../db/schema/index.ts';
import { enqueueAll } from '../outbox/enqueue.ts';
import { MAILS_PER_JOB } from './owe-mails.ts';
import { SEND_DEADLINE_MS } from './transport.ts';

/**
 * A claim this old has no living sender: a send ends at its deadline, and half a minute is left for recording it and
 * for clocks that differ.
 */
export const CLAIM_MAX_MS = SEND_DEADLINE_MS + 30_000;
/** Long enough for a mail to pass through a full queue; an early second job would find its mails claimed. */
const LOST_AFTER_MS = 10 * 60_000;
/** Keeps one sweep short; the next one takes the rest. */
const LOST_MAX = 1_000;

/**
 * Mails whose sender died between claim and record become `unknown`: the server may have accepted them, so they are
 * never sent again by themselves. Returns their kinds.
 */
export async function giveUpDeadClaims(
  tx: Tx,
  now: Date,
  claimMaxMs = CLAIM_MAX_MS,
): Promise<Mail['kind'][]> {
  const before = new Date(now.getTime() - claimMaxMs).toISOString();
  const rows = await tx.execute<{ kind: Mail['kind'] }>(sql`
    update mails set delivery = 'unknown',
      last_error = 'The program ended while it was sending this mail; it may have arrived.'
    where delivery = 'sending' and claimed_at < ${before}::timestamptz
    returning kind`);
  return rows.map((row) => row.kind);
}

/**
 * Queued mails that no job knows of any more (a queue server that forgot) are owed again; returns how many. A job
 * that is only slow may come upon the same mails: claiming decides.
 */
export async function oweLostMails(tx: Tx, now: Date): Promise<number> {
  const at = now.toISOString();
  const before = new Date(now.getTime() - LOST_AFTER_MS).toISOString();
  const rows = await tx.execute<{ id: string }>(sql`
    update mails set claimed_at = ${at}::timestamptz
    where id in (
      select id from mails
      where delivery = 'queued' and coalesce(claimed_at, created_at) < ${before}::timestamptz
        and id not in (
          select jsonb_array_elements_text(payload -> 'mailIds')::uuid from outbox where name = 'send-mails')
      limit ${LOST_MAX} for update skip locked)
    returning id`);
  const batches = [];
  for (let i = 0; i < rows.length; i += MAILS_PER_JOB) {
    batches.push({ mailIds: rows.slice(i, i + MAILS_PER_JOB).map((row) => row.id) });
  }
  await enqueueAll(tx, 'send-mails', batches, now);
  return rows.length;
}
