import { and, eq, gt, isNull } from 'drizzle-orm';
import { hasLeft } from '../calendar/time-zones.ts';
import type { Tx } from '../db/connect.ts';
import { people, sessions, signInLinks } from '../db/schema/index.ts';
import { hashToken, isTokenShaped, newToken } from '../token.ts';

/** How long a browser stays signed in. */
export const SESSION_MS = 14 * 24 * 60 * 60 * 1000;

/**
 * Uses a link up and starts a session; its token is returned here alone. Null for a link that is unknown, old or used,
 * and for somebody who has left. Of two at once the database lets one through.
 */
export async function signIn(tx: Tx, input: { token: string }, now: Date): Promise<string | null> {
  if (!isTokenShaped(input.token)) return null;
  const [link] = await tx
    .update(signInLinks)
    .set({ usedAt: now })
    .where(
      and(
        eq(signInLinks.tokenHash, hashToken(input.token)),
        isNull(signInLinks.usedAt),
        gt(signInLinks.expiresAt, now),
      ),
    )
    .returning({ personId: signInLinks.personId });
  if (!link) return null;
  const [person] = await tx
    .select({ leftOn: people.leftOn, timeZone: people.timeZone })
    .from(people)
    .where(eq(people.id, link.personId));
  if (!person || hasLeft(person, now)) return null;
  const session = newToken();
  const expiresAt = new Date(now.getTime() + SESSION_MS);
  await tx
    .insert(sessions)
    .values({ tokenHash: hashToken(session), personId: link.personId, createdAt: now, expiresAt });
  return session;
}
