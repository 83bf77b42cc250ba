import { and, asc, eq, gt, isNull, ne } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import {
  calendarFeeds,
  type Gathering,
  gatherings,
  invitations,
  type Person,
  people,
} from '../db/schema/index.ts';
import { asAttended } from '../invitations/as-attended.ts';

const DAY_MS = 24 * 60 * 60_000;
/** How long what is over stays to be looked up. */
const PAST_MS = 30 * DAY_MS;
/** Nobody has accepted more; a feed that grew without an end would be refused by calendar programs. */
const EVENTS_MAX = 1_000;

/** When a person's calendar address was made, or null where there is none. */
export async function feedSince(db: DbOrTx, personId: string): Promise<Date | null> {
  const [row] = await db
    .select({ createdAt: calendarFeeds.createdAt })
    .from(calendarFeeds)
    .where(eq(calendarFeeds.personId, personId));
  return row?.createdAt ?? null;
}

/** Whose calendar an address is, by the hash of its token. */
export async function ownerOfFeed(
  db: DbOrTx,
  tokenHash: Buffer,
): Promise<Pick<Person, 'id' | 'timeZone' | 'leftOn'> | null> {
  const [row] = await db
    .select({ id: people.id, timeZone: people.timeZone, leftOn: people.leftOn })
    .from(calendarFeeds)
    .innerJoin(people, eq(people.id, calendarFeeds.personId))
    .where(eq(calendarFeeds.tokenHash, tokenHash));
  return row ?? null;
}

/** What a person has accepted and takes place, from thirty days ago on, in order; dates of series among it. One query. */
export async function acceptedBy(db: DbOrTx, personId: string, now: Date): Promise<Gathering[]> {
  const rows = await db
    .select({
      gathering: gatherings,
      invitation: { answer: invitations.answer, attends: invitations.attends },
    })
    .from(invitations)
    .innerJoin(gatherings, eq(gatherings.id, invitations.gatheringId))
    .where(
      and(
        eq(invitations.personId, personId),
        eq(invitations.answer, 'accepted'),
        isNull(invitations.uninvitedAt),
        ne(gatherings.status, 'cancelled'),
        gt(gatherings.endsAt, new Date(now.getTime() - PAST_MS)),
      ),
    )
    .orderBy(asc(gatherings.startsAt), asc(gatherings.id))
    .limit(EVENTS_MAX);
  return rows.map(({ gathering, invitation }) => asAttended(gathering, invitation));
}
