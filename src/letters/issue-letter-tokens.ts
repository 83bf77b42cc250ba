import type { DbOrTx } from '../db/connect.ts';
import { letterTokens } from '../db/schema/index.ts';
import { hashToken, newToken } from '../token.ts';

/** The personal links of one letter: one secret for each purpose. */
export type LetterTokens = { page: string; unsubscribe: string };

/**
 * Makes fresh tokens for the mails that are about to carry these letters. The raw tokens are returned here and never
 * again; those of an earlier attempt go on working. One insert.
 */
export async function issueLetterTokens(
  db: DbOrTx,
  letterIds: string[],
  now: Date,
): Promise<Map<string, LetterTokens>> {
  const issued = new Map(letterIds.map((id) => [id, { page: newToken(), unsubscribe: newToken() }]));
  const rows = [...issued].flatMap(([letterId, tokens]) =>
    (['page', 'unsubscribe'] as const).map((purpose) => ({
      tokenHash: hashToken(tokens[purpose]),
      letterId,
      purpose,
      createdAt: now,
    })),
  );
  if (rows.length > 0) await db.insert(letterTokens).values(rows);
  return issued;
}
