import { and, eq, gt, isNull, or } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import { apiKeys, people, sessions } from '../db/schema/index.ts';
import type { Principal } from '../http/principal.ts';
import { hashToken } from '../token.ts';

/** The program behind an API key, unless the key is unknown, revoked or expired. */
export async function keyPrincipal(db: DbOrTx, key: string, now: Date): Promise<Principal | null> {
  const [row] = await db
    .select({ id: apiKeys.id, role: apiKeys.role })
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.keyHash, hashToken(key)),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
      ),
    );
  return row ? { actorId: row.id, role: row.role, personId: null } : null;
}

/** The person behind a session, unless it is unknown or over. */
export async function sessionPrincipal(db: DbOrTx, token: string, now: Date): Promise<Principal | null> {
  const [row] = await db
    .select({ id: people.id, role: people.role })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(and(eq(sessions.tokenHash, hashToken(token)), gt(sessions.expiresAt, now)));
  return row ? { actorId: row.id, role: row.role, personId: row.id } : null;
}
