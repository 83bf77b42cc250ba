import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { apiKeys } from '../db/schema/index.ts';
import { hashToken } from '../token.ts';
import { addApiKey, shownPartOf } from './add-api-key.ts';

/** Names the key that the environment variable makes; callers cannot give this name to theirs. */
export const ENVIRONMENT_KEY_NAME = 'ACQUAINT_ADMIN_KEY';
const FIRST_START_KEY_NAME = 'made on first start';
/** Processes that start at once take turns. The number is arbitrary and ours. */
const LOCK = 41_230_616;

/**
 * Sees to the admin's key at start. With `adminKey` that key works, whatever became of it before, and the one from a
 * former value of the variable is revoked. Without it the former one is revoked too, and where no other admin key was
 * ever made, one is made now and returned: it is shown this once.
 */
export async function ensureAdminKey(tx: Tx, adminKey: string | null, now: Date): Promise<string | null> {
  await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
  const keyHash = adminKey === null ? null : hashToken(adminKey);
  await tx
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(
      and(
        eq(apiKeys.name, ENVIRONMENT_KEY_NAME),
        isNull(apiKeys.revokedAt),
        keyHash ? ne(apiKeys.keyHash, keyHash) : undefined,
      ),
    );
  if (adminKey === null || keyHash === null) return makeFirstKey(tx, now);
  const valid = { name: ENVIRONMENT_KEY_NAME, role: 'admin' as const, expiresAt: null, revokedAt: null };
  await tx
    .insert(apiKeys)
    .values({ ...valid, id: uuidv7(), prefix: shownPartOf(adminKey), keyHash, createdAt: now })
    .onConflictDoUpdate({ target: apiKeys.keyHash, set: valid });
  return null;
}

async function makeFirstKey(tx: Tx, now: Date): Promise<string | null> {
  const [earlier] = await tx
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(and(eq(apiKeys.role, 'admin'), ne(apiKeys.name, ENVIRONMENT_KEY_NAME)))
    .limit(1);
  if (earlier) return null;
  const { key } = await addApiKey(tx, { name: FIRST_START_KEY_NAME, role: 'admin' }, now);
  return key;
}
