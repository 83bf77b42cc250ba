import { eq, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { preparedStatement } from '../db/prepared-statement.ts';
import { invitations, type OutsideGuest } from '../db/schema/index.ts';
import type { Link } from './link.ts';
import { offerPlaces } from './offer-places.ts';

/**
 * Keeps whom somebody who comes brings from outside, as far as the gathering allows and has places; a place that fewer
 * guests leave is offered. The gathering's row is locked. Returns who is brought from now on, or null when there was no
 * room for more, and everything stays as it was.
 */
export async function bringGuests(
  tx: Tx,
  { invitation, gathering }: Link,
  wanted: OutsideGuest[],
  now: Date,
): Promise<OutsideGuest[] | null> {
  const guests = wanted.slice(0, gathering.guestsAllowed);
  const [row] = await placesWithout(tx, { id: invitation.id, gatheringId: gathering.id });
  const before = row?.guests ?? 0;
  const needed = (row?.taken ?? 0) - before + guests.length;
  if (guests.length > before && gathering.capacity !== null && needed > gathering.capacity) return null;
  await tx.update(invitations).set({ guests }).where(eq(invitations.id, invitation.id));
  if (guests.length < before) await offerPlaces(tx, gathering, now);
  return guests;
}

/** Places taken or offered, guests included, and how many of them are this person's guests. */
const placesWithout = preparedStatement<{ taken: number; guests: number }>(sql`
  select coalesce(sum(1 + jsonb_array_length(guests)), 0)::int as taken,
    coalesce(sum(jsonb_array_length(guests)) filter (where id = ${sql.placeholder('id')}::uuid), 0)::int as guests
  from ${invitations}
  where gathering_id = ${sql.placeholder('gatheringId')}::uuid and (answer = 'accepted' or offered_until is not null)`);
