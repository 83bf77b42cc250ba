import { and, eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type PeerAssist, peerAssistSeats, peerAssists } from '../db/schema/index.ts';
import { judgePanel } from '../mixing/index.ts';
import type { Picked } from './pick.ts';
import { seatPanel } from './seat-panel.ts';

/**
 * Keeps a panel as the one that is proposed, with the rules that it keeps; an earlier proposal goes. The request's row
 * must be locked and not confirmed.
 */
export async function proposePanel(
  tx: Tx,
  { assist, picked, seed }: { assist: PeerAssist; picked: Picked; seed: number },
  now: Date,
): Promise<PeerAssist> {
  const { findings } = judgePanel(picked.question.input, picked.panel);
  const panelKept = findings.filter(({ kept }) => kept).map(({ rule }) => rule);
  const mine = eq(peerAssistSeats.peerAssistId, assist.id);
  await tx.delete(peerAssistSeats).where(and(mine, eq(peerAssistSeats.state, 'proposed')));
  await seatPanel(
    tx,
    picked.question,
    { assistId: assist.id, panel: picked.panel, state: 'proposed', seed },
    now,
  );
  const [row] = await tx
    .update(peerAssists)
    .set({ panelSeed: seed, panelKept })
    .where(eq(peerAssists.id, assist.id))
    .returning();
  if (!row) throw new Error('the locked request is gone');
  return row;
}
