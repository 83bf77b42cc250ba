import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { type PeerAssist, peerAssists } from '../db/schema/index.ts';
import type { AssistFinding } from '../gatherings/formats/peer-assist-finding.ts';
import { checkRequest } from '../gatherings/formats/peer-assist-request.ts';
import type { InputError } from '../problems.ts';
import { readDraft } from './read-draft.ts';
import { requestOf } from './request-of.ts';
import { ASSISTERS_DEFAULT, type DraftInput } from './schemas.ts';

/** Keeps what is known of a request. `createdBy` is the actor who owns it. */
export async function draftAssist(
  tx: Tx,
  { draft, createdBy }: { draft: DraftInput; createdBy: string },
  now: Date,
): Promise<{ assist: PeerAssist } | { errors: InputError[] }> {
  const read = await readDraft(tx, draft);
  if ('errors' in read) return read;
  const [assist] = await tx
    .insert(peerAssists)
    .values({
      assisters: ASSISTERS_DEFAULT,
      ...read.values,
      id: uuidv7({ msecs: now.getTime() }),
      createdBy,
      createdAt: now,
      updatedAt: now,
    })
    .returning();
  if (!assist) throw new Error('an insert returned no row');
  return { assist };
}

/** What became of a change; a request that was submitted goes on to keep every rule that refuses. */
export type ChangedDraft =
  | { outcome: 'confirmed' }
  | { outcome: 'impossible'; errors: InputError[] }
  | { outcome: 'refused'; findings: AssistFinding[] }
  | { outcome: 'changed'; assist: PeerAssist };

/** Changes a request that is not confirmed yet. The row must be locked by this transaction. */
export async function changeDraft(
  tx: Tx,
  { assist, draft }: { assist: PeerAssist; draft: DraftInput },
  now: Date,
): Promise<ChangedDraft> {
  if (assist.status === 'confirmed') return { outcome: 'confirmed' };
  const read = await readDraft(tx, draft);
  if ('errors' in read) return { outcome: 'impossible', errors: read.errors };
  const changed = { ...assist, ...read.values };
  if (assist.status === 'submitted') {
    const refusals = refusalsOf(checkRequest(await requestOf(tx, changed, now)));
    if (refusals.length > 0) return { outcome: 'refused', findings: refusals };
  }
  const [row] = await tx
    .update(peerAssists)
    .set({ ...read.values, updatedAt: now })
    .where(eq(peerAssists.id, assist.id))
    .returning();
  if (!row) throw new Error('the locked request is gone');
  return { outcome: 'changed', assist: row };
}

/** Those of the findings that stand against it. */
export function refusalsOf(findings: AssistFinding[]): AssistFinding[] {
  return findings.filter(({ severity }) => severity === 'refuse');
}
