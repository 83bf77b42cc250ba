import type { Tx } from '../db/connect.ts';
import { signInLinks } from '../db/schema/index.ts';
import { hashToken, newToken } from '../token.ts';

/** Long enough for a slow mail server and a walk to the desk, short enough for a mail left open. */
export const SIGN_IN_LINK_MS = 30 * 60 * 1000;

/** Adds a link that signs a person in once; the token is returned here alone and goes into the mail. */
export async function addSignInLink(tx: Tx, personId: string, now: Date): Promise<string> {
  const token = newToken();
  const expiresAt = new Date(now.getTime() + SIGN_IN_LINK_MS);
  await tx.insert(signInLinks).values({ tokenHash: hashToken(token), personId, createdAt: now, expiresAt });
  return token;
}
