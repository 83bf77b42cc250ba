import { eq, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { preparedStatement } from '../db/prepared-statement.ts';
import { invitations, type OutsideGuest } from '../db/schema/index.ts';
import type { Link } from './link.ts';
import { offerPlaces } from './offer-places.ts';
import { placesOf } from './places-of.ts';

/** Who is brought from now on, and whether somebody who waited gets the place that fewer guests fit into. */
type Brought = { guests: OutsideGuest[]; getsPlace: boolean };

/**
 * Keeps whom somebody who comes or waits brings from outside, as far as the gathering allows and, for who comes, has
 * places; a place that fewer guests leave is offered. Who waits with fewer guests may fit into what is free, and then
 * has it at once, having accepted. The gathering's row is locked. Returns null when there was no room for more, and
 * everything stays as it was.
 */
export async function bringGuests(
  tx: Tx,
  { invitation, gathering }: Link,
  { wanted, waits }: { wanted: OutsideGuest[]; waits: boolean },
  now: Date,
): Promise<Brought | null> {
  const guests = wanted.slice(0, gathering.guestsAllowed);
  const { attends } = invitation;
  const capacity = placesOf(gathering, attends);
  const [row] = await placesWithout(tx, { id: invitation.id, gatheringId: gathering.id, attends });
  const before = row?.guests ?? 0;
  const needed = (row?.taken ?? 0) - before + guests.length;
  const isMore = guests.length > before;
  if (!waits && isMore && capacity !== null && needed > capacity) return null;
  await tx.update(invitations).set({ guests }).where(eq(invitations.id, invitation.id));
  if (guests.length >= before) return { guests, getsPlace: false };
  const chosen = await offerPlaces(tx, gathering, now, waits ? invitation.id : undefined);
  return { guests, getsPlace: waits && chosen.includes(invitation.id) };
}

/** Places taken or offered in this way of attending, guests included, and how many guests this person brings. */
const placesWithout = preparedStatement<{ taken: number; guests: number }>(sql`
  select coalesce(sum(1 + jsonb_array_length(guests))
      filter (where answer = 'accepted' or offered_until is not null), 0)::int as taken,
    coalesce(sum(jsonb_array_length(guests)) filter (where id = ${sql.placeholder('id')}::uuid), 0)::int as guests
  from ${invitations}
  where gathering_id = ${sql.placeholder('gatheringId')}::uuid and attends = ${sql.placeholder('attends')}::text and answer in ('accepted', 'waitlisted')`);
