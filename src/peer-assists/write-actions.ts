import { and, eq, max } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

import { plainText } from '../calendar/plain-text.ts';
import type { Tx } from '../db/connect.ts';
import { type PeerAssist, peerAssistActions, peerAssists } from '../db/schema/index.ts';
import { oweLetters } from '../letters/owe-letters.ts';
import { accepted } from './queries.ts';
import type { ActionInput } from './schemas.ts';

/** Time to write the others, where they are written one by one, before the assisters are told of the list. */
const MORE_TO_COME_MS = 60 * 60_000;

/**
 * Keeps what the host's team does with each idea, the whole list anew, and tells the assisters the first time there is
 * one. The request's row must be locked.
 */
export async function writeActions(
  tx: Tx,
  { assist, actions }: { assist: PeerAssist; actions: ActionInput[] },
  now: Date,
): Promise<void> {
  await tx.delete(peerAssistActions).where(eq(peerAssistActions.peerAssistId, assist.id));
  if (actions.length === 0) return;
  await tx.insert(peerAssistActions).values(actions.map((action, i) => rowOf(assist, action, i + 1, now)));
  await share(tx, assist, now, now);
}

/** Adds one to the list. The request's row must be locked. */
export async function addAction(
  tx: Tx,
  { assist, action }: { assist: PeerAssist; action: ActionInput },
  now: Date,
): Promise<void> {
  const [last] = await tx
    .select({ number: max(peerAssistActions.number) })
    .from(peerAssistActions)
    .where(and(eq(peerAssistActions.peerAssistId, assist.id)));
  await tx.insert(peerAssistActions).values(rowOf(assist, action, (last?.number ?? 0) + 1, now));
  await share(tx, assist, new Date(now.getTime() + MORE_TO_COME_MS), now);
}

function rowOf(
  { id: peerAssistId }: PeerAssist,
  { idea, decision, reason }: ActionInput,
  number: number,
  now: Date,
) {
  return {
    id: uuidv7(),
    peerAssistId,
    number,
    idea: plainText(idea),
    decision,
    reason: plainText(reason),
    createdAt: now,
  };
}

async function share(tx: Tx, assist: PeerAssist, dueAt: Date, now: Date): Promise<void> {
  if (assist.actionsSharedAt !== null) return;
  await tx.update(peerAssists).set({ actionsSharedAt: now }).where(eq(peerAssists.id, assist.id));
  const people = await accepted(tx, assist.id);
  await oweLetters(
    tx,
    people.map((personId) => ({ kind: 'peer-assist.actions-told', personId, subjectId: assist.id, dueAt })),
    now,
  );
}
