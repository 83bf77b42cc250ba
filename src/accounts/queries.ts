import { and, asc, eq, gt, isNull, or } from 'drizzle-orm';
import { hasLeft } from '../calendar/time-zones.ts';
import type { DbOrTx } from '../db/connect.ts';
import { apiKeys, people, sessions, signInLinks } from '../db/schema/index.ts';
import type { Principal } from '../http/principal.ts';
import { hashToken, isTokenShaped } from '../token.ts';

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

/** The person behind a session, unless it is unknown or over, or the person has left. */
export async function sessionPrincipal(db: DbOrTx, token: string, now: Date): Promise<Principal | null> {
  const [row] = await db
    .select({ id: people.id, role: people.role, leftOn: people.leftOn, timeZone: people.timeZone })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(and(eq(sessions.tokenHash, hashToken(token)), gt(sessions.expiresAt, now)));
  if (!row || hasLeft(row, now)) return null;
  return { actorId: row.id, role: row.role, personId: row.id };
}

/** Whether a sign-in link would work now; looking does not use it up. */
export async function isSignInLinkOpen(db: DbOrTx, token: string, now: Date): Promise<boolean> {
  if (!isTokenShaped(token)) return false;
  const rows = await db
    .select({ personId: signInLinks.personId })
    .from(signInLinks)
    .where(
      and(
        eq(signInLinks.tokenHash, hashToken(token)),
        isNull(signInLinks.usedAt),
        gt(signInLinks.expiresAt, now),
      ),
    );
  return rows.length > 0;
}

/** API keys in order of their making, the revoked ones too: `limit` of them after an id. */
export async function listApiKeys(db: DbOrTx, after: string | null, limit: number) {
  return db
    .select()
    .from(apiKeys)
    .where(after === null ? undefined : gt(apiKeys.id, after))
    .orderBy(asc(apiKeys.id))
    .limit(limit);
}
