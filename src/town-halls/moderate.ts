import { and, eq, inArray, sql } from 'drizzle-orm';

import { plainText } from '../calendar/plain-text.ts';
import type { Tx } from '../db/connect.ts';
import { questionBoxes, questions, questionVotes } from '../db/schema/index.ts';

export type ModerateOutcome = 'done' | 'no-question' | 'no-target' | 'closed' | 'empty';

/**
 * Merges a question into another, for everybody to see. Who voted for either votes for the one that stays, once.
 */
export async function mergeQuestion(
  tx: Tx,
  input: { gatheringId: string; questionId: string; into: string },
): Promise<ModerateOutcome> {
  const { gatheringId, questionId, into } = input;
  if (!(await holdBox(tx, gatheringId))) return 'closed';
  const open = await tx
    .select({ id: questions.id })
    .from(questions)
    .where(
      and(
        eq(questions.gatheringId, gatheringId),
        inArray(questions.id, [questionId, into]),
        eq(questions.state, 'open'),
      ),
    )
    .orderBy(questions.id)
    .for('update');
  if (!open.some(({ id }) => id === questionId)) return 'no-question';
  if (questionId === into || open.length < 2) return 'no-target';
  await tx.execute(sql`
    insert into ${questionVotes} (question_id, voice)
    select ${into}::uuid, voice from ${questionVotes} where question_id = ${questionId}
    on conflict do nothing`);
  await tx.delete(questionVotes).where(eq(questionVotes.questionId, questionId));
  await tx.update(questions).set({ state: 'merged', mergedInto: into }).where(eq(questions.id, questionId));
  return 'done';
}

/** Removes a question. Its text is shown no more, the reason is shown in its place. */
export async function removeQuestion(
  tx: Tx,
  input: { gatheringId: string; questionId: string; reason: string },
): Promise<ModerateOutcome> {
  const { gatheringId, questionId } = input;
  const removalReason = plainText(input.reason);
  if (removalReason === '') return 'empty';
  if (!(await holdBox(tx, gatheringId))) return 'closed';
  const removed = await tx
    .update(questions)
    .set({ state: 'removed', removalReason })
    .where(
      and(eq(questions.gatheringId, gatheringId), eq(questions.id, questionId), eq(questions.state, 'open')),
    )
    .returning({ id: questions.id });
  return removed.length > 0 ? 'done' : 'no-question';
}

/** Whether the box is open; it stays so until the transaction ends. */
async function holdBox(tx: Tx, gatheringId: string): Promise<boolean> {
  const [box] = await tx
    .select({ closedAt: questionBoxes.closedAt })
    .from(questionBoxes)
    .where(eq(questionBoxes.gatheringId, gatheringId))
    .for('share');
  return box !== undefined && box.closedAt === null;
}
