import { and, eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { invitationStops } from '../db/schema/index.ts';
import { findSubscription, type Subscription } from './pause-invitations.ts';

/** What a person may stop beside everything. */
export type StopScope = 'host' | 'series';

/**
 * Stops invitations to gatherings of one host or one series, those of the mail that carried the link, or lets them come
 * again. What the person has accepted stays as it is, and news of it still reaches them. Doing it twice changes nothing.
 * Null when there is no such link, or nothing of this scope behind it.
 */
export async function stopInvitations(
  tx: Tx,
  input: { tokenHash: Buffer; scope: StopScope; stopped: boolean },
  now: Date,
): Promise<Subscription | null> {
  const found = await findSubscription(tx, input.tokenHash);
  const about = found?.[input.scope];
  if (!found || !about) return null;
  const { personId } = found;
  const target = input.scope === 'host' ? { hostId: about.id } : { seriesId: about.id };
  if (input.stopped) {
    await tx
      .insert(invitationStops)
      .values({ personId, ...target, createdAt: now })
      .onConflictDoNothing();
  } else {
    const column = input.scope === 'host' ? invitationStops.hostId : invitationStops.seriesId;
    await tx.delete(invitationStops).where(and(eq(invitationStops.personId, personId), eq(column, about.id)));
  }
  return { ...found, [input.scope]: { ...about, stopped: input.stopped } };
}
