import { asc, eq } from 'drizzle-orm';

import { matchesOf } from '../coffee/queries.ts';
import type { Tx } from '../db/connect.ts';
import { gatherings, meetingClaims, people } from '../db/schema/index.ts';
import { keptFromBy } from '../people/do-not-match.ts';
import type { OwnData } from './schemas.ts';

/** More matches than anybody has. */
const EVERYTHING = { after: null, limit: 1_000_000 };

/** Whom somebody was matched with for coffee, and what they said became of it. */
export async function ownMatches(tx: Tx, personId: string): Promise<OwnData['matches']> {
  const { items } = await matchesOf(tx, personId, EVERYTHING);
  return items.map(({ gatheringId, title, partners, me }) => ({
    gatheringId,
    title,
    partners: partners.map(({ name }) => name),
    answer: me.answer,
    stayInTouch: me.stay,
  }));
}

/** Whom somebody said that they met and who has not said so too, or has lately. */
export async function saidBy(tx: Tx, personId: string): Promise<OwnData['saidWeMet']> {
  const rows = await tx
    .select({
      gatheringId: gatherings.id,
      title: gatherings.title,
      name: people.name,
      stayInTouch: meetingClaims.stay,
      saidAt: meetingClaims.saidAt,
    })
    .from(meetingClaims)
    .innerJoin(gatherings, eq(gatherings.id, meetingClaims.gatheringId))
    .innerJoin(people, eq(people.id, meetingClaims.otherId))
    .where(eq(meetingClaims.personId, personId))
    .orderBy(asc(meetingClaims.saidAt), asc(people.name));
  return rows.map((row) => ({ ...row, saidAt: row.saidAt.toISOString() }));
}

/** Whom somebody does not want to be matched with. */
export async function ownDoNotMatch(tx: Tx, personId: string): Promise<OwnData['doNotMatch']> {
  const rows = await keptFromBy(tx, personId);
  return rows.map(({ name, since }) => ({ name, since: since.toISOString() }));
}
