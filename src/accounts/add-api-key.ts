import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { apiKeys } from '../db/schema/index.ts';
import { hashToken, newToken } from '../token.ts';

/** Makes the keys of this service recognisable to people and secret scanners. */
const KEY_PREFIX = 'acq_';
/** As much of a key as may be shown: enough to tell keys apart, useless to an attacker. */
const SHOWN_LENGTH = 8;

export type NewApiKey = { name: string; role: 'admin' | 'organiser'; expiresAt?: Date | null };

/** How a key begins. */
export function shownPartOf(key: string): string {
  return key.slice(0, SHOWN_LENGTH);
}

/** Adds an API key; the key itself is returned here once and never again. */
export async function addApiKey(tx: Tx, input: NewApiKey, now: Date) {
  const key = `${KEY_PREFIX}${newToken()}`;
  const row = {
    id: uuidv7(),
    name: input.name,
    role: input.role,
    prefix: shownPartOf(key),
    keyHash: hashToken(key),
    createdAt: now,
    expiresAt: input.expiresAt ?? null,
    revokedAt: null,
  };
  await tx.insert(apiKeys).values(row);
  return { ...row, key };
}
