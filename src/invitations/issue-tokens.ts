import type { DbOrTx } from '../db/connect.ts';
import { invitationTokens } from '../db/schema/index.ts';
import { hashToken, mailTokenOf, newToken } from '../token.ts';

/**
 * The personal links of one invitation: one secret for each purpose. `calendar` is that of the address to which its
 * calendar programs reply, null where nobody listens.
 */
export type InvitationTokens = { answer: string; unsubscribe: string; calendar: string | null };

/**
 * Makes fresh tokens for the links of these invitations, for the mail that is about to carry them: the raw tokens are
 * returned here and never again, only their hashes are stored. Tokens of earlier mails go on working. The calendar's
 * token is made from `calendarKey` and always the same, because an update or a cancellation must name the organizer
 * that the invitation named (RFC 5546 §3.2.5); the key is not in the database, so that who reads the database cannot
 * make it. A date of a series takes the address of the series, which is `standing` by its invitation. One insert; at most 5,000 invitations, because a statement takes 65,535 parameters.
 */
export async function issueTokens(
  db: DbOrTx,
  invitationIds: string[],
  now: Date,
  calendarKey: string | null = null,
  standing: Map<string, string> = new Map(),
): Promise<Map<string, InvitationTokens>> {
  const issued = new Map<string, InvitationTokens>();
  for (const id of invitationIds) {
    const calendar =
      calendarKey === null ? null : mailTokenOf(calendarKey, `calendar:${standing.get(id) ?? id}`);
    issued.set(id, { answer: newToken(), unsubscribe: newToken(), calendar });
  }
  const rows = [...issued].flatMap(([invitationId, tokens]) =>
    PURPOSES.flatMap((purpose) => {
      const token = tokens[purpose];
      const ownerId = purpose === 'calendar' ? (standing.get(invitationId) ?? invitationId) : invitationId;
      return token === null
        ? []
        : { tokenHash: hashToken(token), invitationId: ownerId, purpose, createdAt: now };
    }),
  );
  if (rows.length > 0) await db.insert(invitationTokens).values(rows).onConflictDoNothing();
  return issued;
}

const PURPOSES = ['answer', 'unsubscribe', 'calendar'] as const;
