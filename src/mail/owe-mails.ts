import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { type Mail, mails } from '../db/schema/index.ts';
import { enqueueAll } from '../outbox/enqueue.ts';

/**
 * Mails handed to one job. Each is still claimed, sent and recorded by itself; a batch only saves the queue's own
 * cost, which is about that of a send.
 */
export const MAILS_PER_JOB = 25;
/** Keeps a statement to a few megabytes. */
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
    mailIds.push(...(await insertNew(tx, owed.slice(i, i + ROWS_PER_INSERT), now)));
  }
  const batches = [];
  for (let i = 0; i < mailIds.length; i += MAILS_PER_JOB) {
    batches.push({ mailIds: mailIds.slice(i, i + MAILS_PER_JOB) });
  }
  await enqueueAll(tx, 'send-mails', batches, now);
}

/** Writes those that are not owed yet, a column a parameter: thousands of rows cost no more to send than one. Gives their ids. */
async function insertNew(tx: Tx, owed: OwedMail[], now: Date): Promise<string[]> {
  const column = (of: (mail: OwedMail) => string | number | null) => sql.param(owed.map(of));
  const inserted = await tx.execute<{ id: string }>(sql`
    insert into ${mails} (id, kind, person_id, invitation_id, sequence, note_id, letter_id, created_at)
    select mail.*, ${now.toISOString()}::timestamptz from unnest(
      ${column(() => uuidv7())}::uuid[], ${column(({ kind }) => kind)}::text[],
      ${column(({ personId }) => personId)}::uuid[], ${column(({ invitationId }) => invitationId)}::uuid[],
      ${column(({ sequence }) => sequence)}::int[], ${column(({ noteId }) => noteId ?? null)}::uuid[],
      ${column(({ letterId }) => letterId ?? null)}::uuid[]) as mail
    on conflict do nothing returning id`);
  return inserted.map(({ id }) => id);
}
