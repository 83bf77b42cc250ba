import { and, asc, eq, lte, sql } from 'drizzle-orm';

import type { Db, Tx } from '../db/connect.ts';
import { gatherings, invitations } from '../db/schema/index.ts';
import { isOpen } from '../gatherings/is-open.ts';
import { offerPlaces } from './offer-places.ts';

/** Keeps one turn short; the next one takes the rest. */
const GATHERINGS_MAX = 200;

/**
 * Ends the offers that nobody answered in time and offers their places to the next, one gathering after the other, each
 * in a transaction of its own: whoever dies in between leaves the rest to the next turn. Returns how many ended.
 */
export async function passOnOffers(db: Db, now: Date): Promise<number> {
  const lapsed = await db
    .selectDistinct({ id: sql<string>`${invitations.gatheringId}` })
    .from(invitations)
    .where(lte(invitations.offeredUntil, now))
    .orderBy(asc(invitations.gatheringId))
    .limit(GATHERINGS_MAX);
  let ended = 0;
  for (const { id } of lapsed) ended += await db.transaction((tx) => passOn(tx, id, now));
  return ended;
}

async function passOn(tx: Tx, gatheringId: string, now: Date): Promise<number> {
  const [gathering] = await tx
    .select()
    .from(gatherings)
    .where(eq(gatherings.id, gatheringId))
    .for('no key update');
  if (!gathering) return 0;
  const ended = await tx
    .update(invitations)
    .set({
      answer: 'none',
      answeredAt: null,
      waitlistNumber: null,
      offeredUntil: null,
      guests: [],
      leftWaitlist: 'expired',
    })
    .where(and(eq(invitations.gatheringId, gatheringId), lte(invitations.offeredUntil, now)))
    .returning({ id: invitations.id });
  if (ended.length > 0 && isOpen(gathering, now)) await offerPlaces(tx, gathering, now);
  return ended.length;
}
