import { plainText } from '../calendar/plain-text.ts';
import type { Tx } from '../db/connect.ts';
import { type PeerAssist, peerAssistOutcomes } from '../db/schema/index.ts';
import { oweLetters } from '../letters/owe-letters.ts';
import type { OutcomeAfter } from './follow-up-days.ts';
import { accepted } from './queries.ts';

/**
 * Keeps what came of it, anew where something was told before, and tells the assisters the first time. The request's
 * row must be locked.
 */
export async function writeOutcome(
  tx: Tx,
  { assist, after, text }: { assist: PeerAssist; after: OutcomeAfter; text: string },
  now: Date,
): Promise<void> {
  const row = { text: plainText(text), updatedAt: now };
  await tx
    .insert(peerAssistOutcomes)
    .values({ ...row, peerAssistId: assist.id, after, createdAt: now })
    .onConflictDoUpdate({ target: [peerAssistOutcomes.peerAssistId, peerAssistOutcomes.after], set: row });
  const people = await accepted(tx, assist.id);
  await oweLetters(
    tx,
    people.map((personId) => ({
      kind: 'peer-assist.outcome-told',
      personId,
      subjectId: assist.id,
      occasion: after,
    })),
    now,
  );
}
