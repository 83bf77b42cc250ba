import type { DbOrTx } from '../db/connect.ts';
import { invitationTokens } from '../db/schema/index.ts';
import { hashToken, newToken } from '../token.ts';

/** The personal links of one invitation: one secret for each purpose. */
export type InvitationTokens = { answer: string; unsubscribe: string };

/**
 * Makes fresh tokens for the links of these invitations, for the mail that is about to carry them: the raw tokens are
 * returned here and never again, only their hashes are stored. Tokens of earlier mails go on working. One insert; at
 * most 8,000 invitations, because a statement takes 65,535 parameters.
 */
export async function issueTokens(
  db: DbOrTx,
  invitationIds: string[],
  now: Date,
): Promise<Map<string, InvitationTokens>> {
  const issued = new Map<string, InvitationTokens>();
  for (const id of invitationIds) issued.set(id, { answer: newToken(), unsubscribe: newToken() });
  const rows = [...issued].flatMap(([invitationId, { answer, unsubscribe }]) => [
    { tokenHash: hashToken(answer), invitationId, purpose: 'answer' as const, createdAt: now },
    { tokenHash: hashToken(unsubscribe), invitationId, purpose: 'unsubscribe' as const, createdAt: now },
  ]);
  if (rows.length > 0) await db.insert(invitationTokens).values(rows);
  return issued;
}
