import { eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { sessions } from '../db/schema/index.ts';
import { hashToken } from '../token.ts';

/** Ends one browser's session; one that is over already stays so. */
export async function signOut(tx: Tx, input: { token: string }): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.tokenHash, hashToken(input.token)));
}
