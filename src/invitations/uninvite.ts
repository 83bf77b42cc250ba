import { and, asc, eq, gt, isNull, type SQL } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import {
  type Gathering,
  gatherings,
  type Invitation,
  invitations,
  type Mail,
  type OutsideGuest,
  type Series,
} from '../db/schema/index.ts';
import { hasBeenReached, takeBackMails } from '../gatherings/owe-news.ts';
import { oweMails } from '../mail/owe-mails.ts';
import { offerPlaces } from './offer-places.ts';

/** Whether there was such an invitation to take back. */
export type Uninvited = { outcome: 'uninvited' | 'unknown' };

/**
 * Takes one invitation to a gathering back: the place goes to somebody who waits, the links end, and whom the
 * invitation had reached is told, calendar included. The gathering's row must be locked.
 */
export async function uninvite(
  tx: Tx,
  { gathering, invitationId }: { gathering: Gathering; invitationId: string },
  now: Date,
): Promise<Uninvited> {
  const mine = and(eq(invitations.id, invitationId), eq(invitations.gatheringId, gathering.id));
  const found = await takeBack(tx, mine, gathering.sequence, now);
  if (!found) return { outcome: 'unknown' };
  if (heldPlace(found)) await offerPlaces(tx, gathering, now);
  return { outcome: 'uninvited' };
}

/** The same for an invitation to a series and each of its dates to come. The series' row must be locked. */
export async function uninviteFromSeries(
  tx: Tx,
  { series, invitationId }: { series: Series; invitationId: string },
  now: Date,
): Promise<Uninvited> {
  const mine = and(eq(invitations.id, invitationId), eq(invitations.seriesId, series.id));
  const found = await takeBack(tx, mine, series.sequence, now);
  if (!found) return { outcome: 'unknown' };
  const dates = await tx
    .select({ gathering: gatherings, answer: invitations.answer, offeredUntil: invitations.offeredUntil })
    .from(invitations)
    .innerJoin(gatherings, eq(gatherings.id, invitations.gatheringId))
    .where(
      and(
        eq(invitations.standingId, invitationId),
        isNull(invitations.uninvitedAt),
        gt(gatherings.startsAt, now),
      ),
    )
    .orderBy(asc(gatherings.id))
    .for('update', { of: gatherings });
  for (const { gathering, ...held } of dates) {
    const date = and(eq(invitations.standingId, invitationId), eq(invitations.gatheringId, gathering.id));
    await tx.update(invitations).set(takenBack(now)).where(date);
    await takeBackMails(tx, date, [...PLAN_MAILS]);
    if (heldPlace(held) && gathering.status === 'scheduled') await offerPlaces(tx, gathering, now);
  }
  return { outcome: 'uninvited' };
}

/** Mails that tell of a place or a plan, which are of no use without an invitation. */
const PLAN_MAILS: Mail['kind'][] = [
  'update',
  'offer',
  'refresh',
  'no-answer',
  'day-before',
  'hour-before',
  'note',
];

/** What a place was held for: an acceptance, or an offer that is still open. */
function heldPlace({ answer, offeredUntil }: Pick<Invitation, 'answer' | 'offeredUntil'>): boolean {
  return answer === 'accepted' || offeredUntil !== null;
}

const takenBack = (now: Date) =>
  ({
    uninvitedAt: now,
    answer: 'declined',
    waitlistNumber: null,
    offeredUntil: null,
    leftWaitlist: null,
    guests: [] as OutsideGuest[],
    needs: null,
    answeredAt: now,
  }) as const;

/** The mail tells a cancellation for this guest alone, whose revision is the next one (RFC 5546 §3.2.5). */
async function takeBack(
  tx: Tx,
  invitation: SQL | undefined,
  sequence: number,
  now: Date,
): Promise<Invitation | null> {
  const still = and(invitation, isNull(invitations.uninvitedAt));
  const [found] = await tx.select().from(invitations).where(still).for('update');
  if (!found) return null;
  const [reached] = await tx
    .select({ id: invitations.id })
    .from(invitations)
    .where(and(still, hasBeenReached(tx)));
  await takeBackMails(tx, invitation, ['invitation', ...PLAN_MAILS]);
  await tx.update(invitations).set(takenBack(now)).where(still);
  if (reached && found.answer !== 'declined') {
    const { id: invitationId, personId } = found;
    await oweMails(tx, [{ kind: 'uninvited', personId, invitationId, sequence: sequence + 1 }], now);
  }
  return found;
}
