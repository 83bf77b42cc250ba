import { and, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import {
  gatherings,
  type QuestionBox,
  questionAskers,
  questionBoxes,
  questions,
  questionVotes,
} from '../db/schema/index.ts';
import { oweLetters } from '../letters/owe-letters.ts';
import { withdrawLetters } from '../letters/withdraw-letters.ts';

const DAY_MS = 86_400_000;

/**
 * Closes a question box: the votes become figures, and everything that could tell who asked and who voted is deleted,
 * the secret first of all. Waits for votes that are being counted. Closing twice changes nothing; null when there is none.
 */
export async function closeBox(tx: Tx, gatheringId: string, now: Date): Promise<QuestionBox | null> {
  const [box] = await tx
    .select()
    .from(questionBoxes)
    .where(eq(questionBoxes.gatheringId, gatheringId))
    .for('update');
  if (!box || box.closedAt !== null) return box ?? null;
  const own = eq(questions.gatheringId, gatheringId);
  await tx
    .update(questions)
    .set({
      votes: sql`(select count(*) from ${questionVotes} vote where vote.question_id = ${questions.id})`,
    })
    .where(own);
  const ids = tx.select({ id: questions.id }).from(questions).where(own);
  await tx.delete(questionVotes).where(inArray(questionVotes.questionId, ids));
  await tx.delete(questionAskers).where(eq(questionAskers.gatheringId, gatheringId));
  const [closed] = await tx
    .update(questionBoxes)
    .set({ secret: null, closedAt: now })
    .where(eq(questionBoxes.gatheringId, gatheringId))
    .returning();
  await withdrawLetters(tx, { kind: 'town-hall.questions', subjectId: gatheringId }, now);
  if (closed) await remindHost(tx, closed, now);
  return closed ?? null;
}

/**
 * Owes the host the reminders of the list of answers, the day before it is due and on the day; whether they are still of
 * use is asked then.
 */
async function remindHost(tx: Tx, { gatheringId, answersWithinDays }: QuestionBox, now: Date): Promise<void> {
  const [gathering] = await tx
    .select({ hostId: gatherings.hostId, endsAt: gatherings.endsAt, status: gatherings.status })
    .from(gatherings)
    .where(eq(gatherings.id, gatheringId));
  const personId = gathering?.hostId;
  if (!personId || gathering.status === 'cancelled') return;
  const due = [answersWithinDays - 1, answersWithinDays].map((days) => ({
    kind: 'town-hall.answers-due' as const,
    personId,
    subjectId: gatheringId,
    occasion: `${days}-days`,
    dueAt: new Date(gathering.endsAt.getTime() + days * DAY_MS),
  }));
  await oweLetters(tx, due, now);
}

/** Closes the boxes of town halls that are over or cancelled. */
export async function closeBoxes(tx: Tx, now: Date): Promise<void> {
  const over = await tx
    .select({ id: gatherings.id })
    .from(questionBoxes)
    .innerJoin(gatherings, eq(gatherings.id, questionBoxes.gatheringId))
    .where(
      and(
        isNull(questionBoxes.closedAt),
        or(lte(gatherings.endsAt, now), inArray(gatherings.status, ['cancelled', 'closed'])),
      ),
    );
  for (const { id } of over) await closeBox(tx, id, now);
}
