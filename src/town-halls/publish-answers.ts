import { and, eq, isNull, ne } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { invitations, type QuestionBox, questionBoxes, questions } from '../db/schema/index.ts';
import { oweLetters } from '../letters/owe-letters.ts';
import { closeBox } from './close-box.ts';

export type PublishOutcome =
  | { outcome: 'published'; box: QuestionBox }
  | { outcome: 'lacking'; questionIds: string[] };

/**
 * Publishes what became of each question and writes to those who were invited, those who declined aside. Closes the box
 * first. Every question must have an outcome. Publishing twice writes to nobody again. Null when there is no box.
 */
export async function publishAnswers(tx: Tx, gatheringId: string, now: Date): Promise<PublishOutcome | null> {
  const open = and(eq(questions.gatheringId, gatheringId), eq(questions.state, 'open'));
  const lacking = await tx
    .select({ id: questions.id })
    .from(questions)
    .where(and(open, isNull(questions.outcome)))
    .orderBy(questions.id);
  if (lacking.length > 0) return { outcome: 'lacking', questionIds: lacking.map(({ id }) => id) };
  const closed = await closeBox(tx, gatheringId, now);
  if (!closed) return null;
  if (closed.publishedAt !== null) return { outcome: 'published', box: closed };
  const [box] = await tx
    .update(questionBoxes)
    .set({ publishedAt: now })
    .where(eq(questionBoxes.gatheringId, gatheringId))
    .returning();
  if (!box) throw new Error('an update returned no row');
  const readers = await tx
    .select({ personId: invitations.personId })
    .from(invitations)
    .where(
      and(
        eq(invitations.gatheringId, gatheringId),
        isNull(invitations.uninvitedAt),
        ne(invitations.answer, 'declined'),
      ),
    );
  await oweLetters(
    tx,
    readers.map(({ personId }) => ({
      kind: 'town-hall.answers' as const,
      personId,
      subjectId: gatheringId,
    })),
    now,
  );
  return { outcome: 'published', box };
}
