import { eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type PeerAssist, peerAssists } from '../db/schema/index.ts';
import type { AssistFinding } from '../gatherings/formats/peer-assist-finding.ts';
import { checkRequest } from '../gatherings/formats/peer-assist-request.ts';
import { refusalsOf } from './draft.ts';
import { requestOf } from './request-of.ts';

/** What became of it; submitting again changes nothing. */
export type Submitted =
  | { outcome: 'refused'; findings: AssistFinding[] }
  | { outcome: 'submitted'; assist: PeerAssist };

/** Submits a request that keeps the rules, so that a panel can be proposed. The row must be locked. */
export async function submit(tx: Tx, assist: PeerAssist, now: Date): Promise<Submitted> {
  if (assist.status !== 'draft') return { outcome: 'submitted', assist };
  const findings = refusalsOf(checkRequest(await requestOf(tx, assist, now)));
  if (findings.length > 0) return { outcome: 'refused', findings };
  const [row] = await tx
    .update(peerAssists)
    .set({ status: 'submitted', submittedAt: now, updatedAt: now })
    .where(eq(peerAssists.id, assist.id))
    .returning();
  if (!row) throw new Error('the locked request is gone');
  return { outcome: 'submitted', assist: row };
}
