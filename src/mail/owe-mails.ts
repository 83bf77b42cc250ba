import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { type Mail, mails } from '../db/schema/index.ts';
import { enqueueAll } from '../outbox/enqueue.ts';

/**
 * Mails handed to one job. Each is still claimed, sent and recorded by itself; a batch only saves the queue's own
 * cost, which is about that of a send.
 */
export const MAILS_PER_JOB = 25;
/** PostgreSQL takes at most 65,535 parameters in a statement; a row here has fewer than 12. */
const ROWS_PER_INSERT = 5_000;

/** A mail to be written into the ledger. */
export type OwedMail = Pick<Mail, 'kind' | 'personId' | 'invitationId' | 'sequence'> &
  Partial<Pick<Mail, 'noteId' | 'letterId'>>;

/**
 * Owes mails: rows of the ledger and the jobs that send them, both in the caller's transaction. A mail that is owed
 * already (same invitation, kind and revision) is not owed again. Cost: one insert per 5,000 mails.
 */
export async function oweMails(tx: Tx, owed: OwedMail[], now: Date): Promise<void> {
  const mailIds: string[] = [];
  for (let i = 0; i < owed.length; i += ROWS_PER_INSERT) {
    const rows = owed
      .slice(i, i + ROWS_PER_INSERT)
      .map((mail) => ({ ...mail, id: uuidv7(), createdAt: now }));
    const inserted = await tx.insert(mails).values(rows).onConflictDoNothing().returning({ id: mails.id });
    mailIds.push(...inserted.map((row) => row.id));
  }
  const batches = [];
  for (let i = 0; i < mailIds.length; i += MAILS_PER_JOB) {
    batches.push({ mailIds: mailIds.slice(i, i + MAILS_PER_JOB) });
  }
  await enqueueAll(tx, 'send-mails', batches, now);
}
