import { and, eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type Gathering, questions, questionVotes } from '../db/schema/index.ts';
import { holdOpenBox } from './ask.ts';
import { voiceOf } from './voice.ts';

export type VoteOutcome = 'voted' | 'not-open' | 'no-question';

/**
 * Gives somebody's vote to a question, or takes it back: however often and however many at once, one vote each. A vote
 * for a question that was merged goes to the one that it was merged into.
 */
export async function voteForQuestion(
  tx: Tx,
  input: {
    gathering: Pick<Gathering, 'id' | 'startsAt' | 'endsAt' | 'status'>;
    questionId: string;
    personId: string;
    wants: boolean;
  },
  now: Date,
): Promise<VoteOutcome> {
  const { gathering, questionId, personId, wants } = input;
  const box = await holdOpenBox(tx, gathering, now);
  if (!box) return 'not-open';
  const question = await openQuestion(tx, gathering.id, questionId);
  if (!question) return 'no-question';
  const vote = { questionId: question.id, voice: voiceOf(box.secret, personId) };
  if (wants) {
    await tx.insert(questionVotes).values(vote).onConflictDoNothing();
  } else {
    await tx
      .delete(questionVotes)
      .where(and(eq(questionVotes.questionId, vote.questionId), eq(questionVotes.voice, vote.voice)));
  }
  return 'voted';
}

/** The question, or that which it was merged into, held against merging until the transaction ends. */
async function openQuestion(tx: Tx, gatheringId: string, id: string): Promise<{ id: string } | null> {
  const [found] = await tx
    .select({ id: questions.id, state: questions.state, mergedInto: questions.mergedInto })
    .from(questions)
    .where(and(eq(questions.id, id), eq(questions.gatheringId, gatheringId)))
    .for('share');
  if (found?.state === 'open') return found;
  return found?.state === 'merged' && found.mergedInto !== null
    ? openQuestion(tx, gatheringId, found.mergedInto)
    : null;
}
