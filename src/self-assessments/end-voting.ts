import { eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { assessmentVoters, type SelfAssessment, selfAssessments } from '../db/schema/index.ts';
import { withdrawLetters } from '../letters/withdraw-letters.ts';
import { lockSession } from './vote.ts';

/**
 * Ends the voting: from now on the spread is shown, and who voted is known nowhere any more. Ending it twice changes
 * nothing. Null when the session is gone.
 */
export async function endVoting(tx: Tx, id: string, now: Date): Promise<SelfAssessment | null> {
  const session = await lockSession(tx, id);
  if (session?.state !== 'voting') return session;
  await tx.delete(assessmentVoters).where(eq(assessmentVoters.selfAssessmentId, id));
  await withdrawLetters(tx, { kind: 'self-assessment.vote', subjectId: id }, now);
  const [ended] = await tx
    .update(selfAssessments)
    .set({ state: 'voted' })
    .where(eq(selfAssessments.id, id))
    .returning();
  return ended ?? null;
}
