import { eq, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { apiKeys } from '../db/schema/index.ts';

/** Revokes a key from now on; one that is revoked already keeps its date. False when there is no such key. */
export async function revokeApiKey(tx: Tx, input: { id: string }, now: Date): Promise<boolean> {
  const rows = await tx
    .update(apiKeys)
    .set({ revokedAt: sql`coalesce(${apiKeys.revokedAt}, ${now.toISOString()}::timestamptz)` })
    .where(eq(apiKeys.id, input.id))
    .returning({ id: apiKeys.id });
  return rows.length > 0;
}
