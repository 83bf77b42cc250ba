import type { Tx } from '../db/connect.ts';
import { doorLinks } from '../db/schema/index.ts';
import { hashToken, newToken } from '../token.ts';

/** Makes the link of a door and returns its token, which is not kept; the one before leads nowhere from now on. */
export async function makeDoorLink(tx: Tx, gatheringId: string, now: Date): Promise<string> {
  const token = newToken();
  const row = { tokenHash: hashToken(token), createdAt: now };
  await tx
    .insert(doorLinks)
    .values({ gatheringId, ...row })
    .onConflictDoUpdate({ target: doorLinks.gatheringId, set: row });
  return token;
}
