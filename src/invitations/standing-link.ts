import { and, asc, eq, gt, isNull, type SQL } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import {
  type Gathering,
  gatherings,
  type Invitation,
  invitations,
  invitationTokens,
  type Person,
  people,
  type Series,
  series,
} from '../db/schema/index.ts';
import type { LinkKey } from './link.ts';

/** What the personal link of an invitation to a series leads to. */
export type StandingLink = {
  invitation: Pick<Invitation, 'id' | 'reason' | 'reasonParts' | 'answer' | 'attends'>;
  series: Series;
  person: Pick<Person, 'email' | 'timeZone' | 'languages' | 'preferredLanguage'>;
  /** The dates to come to which the person is invited, dropped ones too, with their own answers. */
  dates: {
    gathering: Gathering;
    invitation: Pick<Invitation, 'id' | 'answer' | 'attends' | 'offeredUntil'>;
  }[];
};

/** What an invitation to a series leads to, or null where there is none or it was taken back; two queries. */
export async function findStandingLink(db: DbOrTx, key: LinkKey, now: Date): Promise<StandingLink | null> {
  const [row] = await db
    .select({
      invitation: {
        id: invitations.id,
        reason: invitations.reason,
        reasonParts: invitations.reasonParts,
        answer: invitations.answer,
        attends: invitations.attends,
      },
      series,
      person: {
        email: people.email,
        timeZone: people.timeZone,
        languages: people.languages,
        preferredLanguage: people.preferredLanguage,
      },
    })
    .from(invitations)
    .innerJoin(series, eq(series.id, invitations.seriesId))
    .innerJoin(people, eq(people.id, invitations.personId))
    .where(and(isNull(invitations.uninvitedAt), named(db, key)));
  if (!row) return null;
  const dates = await db
    .select({
      gathering: gatherings,
      invitation: {
        id: invitations.id,
        answer: invitations.answer,
        attends: invitations.attends,
        offeredUntil: invitations.offeredUntil,
      },
    })
    .from(invitations)
    .innerJoin(gatherings, eq(gatherings.id, invitations.gatheringId))
    .where(
      and(
        eq(invitations.standingId, row.invitation.id),
        isNull(invitations.uninvitedAt),
        gt(gatherings.startsAt, now),
      ),
    )
    .orderBy(asc(gatherings.startsAt));
  return { ...row, dates };
}

/** Hashes are compared, never tokens: how long the comparison takes tells nothing about a token. */
function named(db: DbOrTx, key: LinkKey): SQL {
  if ('invitationId' in key) return eq(invitations.id, key.invitationId);
  const ofToken = db
    .select({ id: invitationTokens.invitationId })
    .from(invitationTokens)
    .where(and(eq(invitationTokens.tokenHash, key.tokenHash), eq(invitationTokens.purpose, 'answer')));
  return eq(invitations.id, ofToken);
}
