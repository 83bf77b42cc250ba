import { lte } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { sessions, signInLinks } from '../db/schema/index.ts';

/** Deletes sessions and sign-in links that are over; returns how many rows went. */
export async function purgeExpired(tx: Tx, now: Date): Promise<number> {
  const links = await tx
    .delete(signInLinks)
    .where(lte(signInLinks.expiresAt, now))
    .returning({ hash: signInLinks.tokenHash });
  const ended = await tx
    .delete(sessions)
    .where(lte(sessions.expiresAt, now))
    .returning({ hash: sessions.tokenHash });
  return links.length + ended.length;
}
