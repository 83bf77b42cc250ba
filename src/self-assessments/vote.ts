import { and, eq, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import {
  assessmentVoters,
  assessmentVotes,
  type SelfAssessment,
  selfAssessments,
} from '../db/schema/index.ts';

/** The level that somebody sees their team at, by practice. */
export type Vote = { practice: string; level: number };

/** What became of it. */
export type VoteOutcome = 'counted' | 'counted-before' | 'not-open' | 'not-asked';

/**
 * Counts somebody's vote, once: who votes at the same moment twice is counted once. Only the counts are written; that
 * the person has voted is kept beside them until the voting ends, and what they voted nowhere.
 */
export async function vote(
  tx: Tx,
  input: { selfAssessmentId: string; personId: string; votes: Vote[] },
): Promise<VoteOutcome> {
  const { selfAssessmentId, personId, votes } = input;
  const session = await lockSession(tx, selfAssessmentId);
  if (!session) return 'not-asked';
  const mine = and(
    eq(assessmentVoters.selfAssessmentId, selfAssessmentId),
    eq(assessmentVoters.personId, personId),
  );
  if (session.state !== 'voting') return 'not-open';
  const [voter] = await tx.select({ voted: assessmentVoters.voted }).from(assessmentVoters).where(mine);
  if (!voter) return 'not-asked';
  if (voter.voted) return 'counted-before';
  await tx.update(assessmentVoters).set({ voted: true }).where(mine);
  for (const { practice, level } of votes) {
    await tx
      .insert(assessmentVotes)
      .values({ selfAssessmentId, practice, level, votes: 1 })
      .onConflictDoUpdate({
        target: [assessmentVotes.selfAssessmentId, assessmentVotes.practice, assessmentVotes.level],
        set: { votes: sql`${assessmentVotes.votes} + 1` },
      });
  }
  return 'counted';
}

/** The session, with its row locked until the transaction ends. */
export async function lockSession(tx: Tx, id: string): Promise<SelfAssessment | null> {
  const [session] = await tx.select().from(selfAssessments).where(eq(selfAssessments.id, id)).for('update');
  return session ?? null;
}
