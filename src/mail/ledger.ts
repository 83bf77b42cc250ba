import { and, eq, inArray, sql } from 'drizzle-orm';
import type postgres from 'postgres';

import type { Db, Tx } from '../db/connect.ts';
import { mails } from '../db/schema/index.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { backOffMs, type Verdict } from './failure.ts';

/** A mail about to be claimed, the revision its message was made for and the Message-ID it will go out under. */
export type Claim = { mailId: string; sequence: number; messageId: string };

/**
 * Claims a queued mail for this process; false when somebody else has, it is no longer queued or carries
 * another revision than the one at hand. Records the mail
 * that went out before it in the same statement: one commit a mail instead of two. Of a lane that dies at any moment
 * exactly one mail is `sending`. Prepared by the driver: this runs once for every mail.
 */
export async function recordSentAndClaim(
  client: postgres.Sql,
  sent: string | null,
  claim: Claim,
  now: Date,
): Promise<boolean> {
  const at = now.toISOString();
  const rows = await client`
    with recorded as (
      update mails set delivery = 'sent', sent_at = ${at}::timestamptz, last_error = null
      where id = ${sent}::uuid and delivery in ('sending', 'unknown')
    )
    update mails set delivery = 'sending', claimed_at = ${at}::timestamptz, attempts = attempts + 1,
      message_id = ${claim.messageId}
    where id = ${claim.mailId}::uuid and sequence = ${claim.sequence} and delivery = 'queued'
    returning id`;
  return rows.length === 1;
}

/** Records that a mail was accepted. One that was given up as unknown meanwhile is known again. */
export async function recordSent(client: postgres.Sql, mailId: string, now: Date): Promise<void> {
  await client`
    update mails set delivery = 'sent', sent_at = ${now.toISOString()}::timestamptz, last_error = null
    where id = ${mailId}::uuid and delivery in ('sending', 'unknown')`;
}

/** What a mail became after it was not accepted. */
export type Settled = 'queued' | 'failed' | 'unknown';

/**
 * Records a failure: refused for good, unknown, or put off, in which case its next attempt is owed in the same
 * transaction. While the server is away the attempt does not count and nothing is owed here: `postpone` does that for
 * all mails of a job together.
 */
export async function recordFailure(db: Db, mailId: string, verdict: Verdict, now: Date): Promise<Settled> {
  const { reason: lastError } = verdict;
  const mine = and(eq(mails.id, mailId), eq(mails.delivery, 'sending'));
  return db.transaction(async (tx) => {
    if (verdict.verdict === 'refused' || verdict.verdict === 'unknown') {
      const delivery = verdict.verdict === 'refused' ? 'failed' : 'unknown';
      await tx.update(mails).set({ delivery, lastError }).where(mine);
      return delivery;
    }
    if (verdict.verdict === 'away') {
      await tx
        .update(mails)
        .set({ delivery: 'queued', lastError, attempts: sql`${mails.attempts} - 1` })
        .where(mine);
      return 'queued';
    }
    const [row] = await tx.select({ attempts: mails.attempts }).from(mails).where(mine);
    const waitMs = backOffMs(row?.attempts ?? 0);
    if (waitMs === null) {
      await tx.update(mails).set({ delivery: 'failed', lastError }).where(mine);
      return 'failed';
    }
    await tx.update(mails).set({ delivery: 'queued', lastError }).where(mine);
    await enqueue(tx, 'send-mails', { mailIds: [mailId] }, now, new Date(now.getTime() + waitMs));
    return 'queued';
  });
}

/** Owes a later attempt at mails that were not tried, in one job, and tells why they wait. */
export async function postpone(
  tx: Tx,
  mailIds: string[],
  reason: string,
  now: Date,
  waitMs: number,
): Promise<void> {
  await tx
    .update(mails)
    .set({ lastError: reason })
    .where(and(inArray(mails.id, mailIds), eq(mails.delivery, 'queued')));
  await enqueue(tx, 'send-mails', { mailIds }, now, new Date(now.getTime() + waitMs));
}

/** Gives up queued mails that must not go out any more, with the reason; returns how many were still queued. */
export async function withdraw(db: Db, mailIds: string[], reason: string): Promise<number> {
  const rows = await db
    .update(mails)
    .set({ delivery: 'failed', lastError: reason })
    .where(and(inArray(mails.id, mailIds), eq(mails.delivery, 'queued')))
    .returning({ id: mails.id });
  return rows.length;
}
