import { and, eq, inArray, isNull, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type LetterKind, letters, mails } from '../db/schema/index.ts';

/** Said of letters that a change has overtaken. */
export const OF_NO_USE = 'Not sent: it is of no use any more.';

/**
 * Takes back letters of a kind about a subject, to one person or to all: those that wait for their time, and those whose
 * mail has not been claimed. What is on its way or has arrived stays as it is, its page too.
 */
export async function withdrawLetters(
  tx: Tx,
  input: { kind: LetterKind; subjectId: string; personId?: string },
  now: Date,
): Promise<void> {
  const { kind, subjectId, personId } = input;
  const withdrawn = await tx
    .update(letters)
    .set({ withdrawnAt: now })
    .where(
      and(
        eq(letters.subjectId, subjectId),
        eq(letters.kind, kind),
        personId === undefined ? undefined : eq(letters.personId, personId),
        isNull(letters.withdrawnAt),
        sql`not exists (select from ${mails} mail where mail.letter_id = ${letters.id} and mail.delivery <> 'queued')`,
      ),
    )
    .returning({ id: letters.id });
  if (withdrawn.length === 0) return;
  const ids = withdrawn.map(({ id }) => id);
  await tx
    .update(mails)
    .set({ delivery: 'failed', lastError: OF_NO_USE })
    .where(and(inArray(mails.letterId, ids), eq(mails.delivery, 'queued')));
}
