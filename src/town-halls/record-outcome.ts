import { and, eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { questions } from '../db/schema/index.ts';
import type { OutcomeInput } from './schemas.ts';

/** Writes down what became of a question that was not removed or merged; false when there is none. */
export async function recordOutcome(
  tx: Tx,
  input: OutcomeInput & { gatheringId: string; questionId: string },
): Promise<boolean> {
  const { gatheringId, questionId, outcome, answer = null, promisedBy = null, promisedOn = null } = input;
  const isPromised = outcome === 'promised';
  const recorded = await tx
    .update(questions)
    .set({
      outcome,
      answer,
      promisedBy: isPromised ? promisedBy : null,
      promisedOn: isPromised ? promisedOn : null,
    })
    .where(
      and(eq(questions.gatheringId, gatheringId), eq(questions.id, questionId), eq(questions.state, 'open')),
    )
    .returning({ id: questions.id });
  return recorded.length > 0;
}
