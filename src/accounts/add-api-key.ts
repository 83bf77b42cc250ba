import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { apiKeys } from '../db/schema/index.ts';
import { hashToken, newToken } from '../token.ts';

/** Makes the keys of this service recognisable to people and secret scanners. */
const KEY_PREFIX = 'acq_';
/** As much of a key as may be shown: enough to tell keys apart, useless to an attacker. */
const SHOWN_LENGTH = 8;

export type NewApiKey = { name: string; role: 'admin' | 'organiser'; expiresAt?: Date | null };

/** Adds an API key; the key itself is returned here once and never again. `key` is given for ACQUAINT_ADMIN_KEY only. */
export async function addApiKey(tx: Tx, input: NewApiKey, now: Date, key = `${KEY_PREFIX}${newToken()}`) {
  const row = {
    id: uuidv7({ msecs: now.getTime() }),
    name: input.name,
    role: input.role,
    prefix: key.slice(0, SHOWN_LENGTH),
    keyHash: hashToken(key),
    createdAt: now,
    expiresAt: input.expiresAt ?? null,
    revokedAt: null,
  };
  await tx.insert(apiKeys).values(row);
  return { ...row, key };
}
