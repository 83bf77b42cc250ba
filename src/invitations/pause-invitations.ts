import { and, eq } from 'drizzle-orm';

import type { DbOrTx, Tx } from '../db/connect.ts';
import { invitations, invitationTokens, type Person, people } from '../db/schema/index.ts';

/** A pause without an end: the last day that every part of the way can write. */
export const FOR_GOOD = '9999-12-31';

/** Whose invitations an unsubscribe link stops, and whether they are stopped. */
export type Subscription = { personId: string; paused: boolean } & Pick<
  Person,
  'email' | 'languages' | 'preferredLanguage'
>;

/** The person behind an unsubscribe link, or null when there is no such link. It works for ever, as RFC 8058 wants. */
export async function findSubscription(db: DbOrTx, tokenHash: Buffer): Promise<Subscription | null> {
  const [row] = await db
    .select({
      personId: people.id,
      email: people.email,
      languages: people.languages,
      preferredLanguage: people.preferredLanguage,
      pausedUntil: people.pausedUntil,
    })
    .from(invitationTokens)
    .innerJoin(invitations, eq(invitations.id, invitationTokens.invitationId))
    .innerJoin(people, eq(people.id, invitations.personId))
    .where(and(eq(invitationTokens.tokenHash, tokenHash), eq(invitationTokens.purpose, 'unsubscribe')));
  if (!row) return null;
  const { pausedUntil, ...person } = row;
  return { ...person, paused: pausedUntil === FOR_GOOD };
}

/**
 * Stops invitations to a person until they say otherwise, or lets them come again. What they have accepted stays as it
 * is, and news of it still reaches them. Doing it twice changes nothing. Null when there is no such link.
 */
export async function pauseInvitations(
  tx: Tx,
  input: { tokenHash: Buffer; paused: boolean },
  now: Date,
): Promise<Subscription | null> {
  const found = await findSubscription(tx, input.tokenHash);
  if (!found || found.paused === input.paused) return found;
  await tx
    .update(people)
    .set({ pausedUntil: input.paused ? FOR_GOOD : null, updatedAt: now })
    .where(eq(people.id, found.personId));
  return { ...found, paused: input.paused };
}
