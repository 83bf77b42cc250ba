import { and, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

import { hasLeft } from '../calendar/time-zones.ts';
import type { Tx } from '../db/connect.ts';
import { checkIns, type Gathering, invitations, people } from '../db/schema/index.ts';
import { checkIn } from '../groups/check-in.ts';
import { keptReason } from '../invitations/say-reason.ts';
import { isDoorOpen } from './door-hours.ts';
import { placesTaken } from './queries.ts';

/** What became of somebody at the door. `again`: they were checked in before. */
export type AdmitOutcome =
  | { outcome: 'admitted'; personId: string; checkedInAt: Date; again: boolean }
  | { outcome: 'full' | 'no-person' | 'not-invited' | 'not-open' };

export type Admitting = {
  gathering: Gathering;
  personId: string;
  /** Only people who are invited come in. */
  invitedOnly?: boolean;
  /** The organiser says that a full room takes one more. */
  overCapacity?: boolean;
};

/**
 * Checks somebody in. Who has no place takes one, invited at once if they were not; nobody over the capacity. The
 * gathering's row must be locked, so that places are counted by one at a time. No mail: they are here.
 */
export async function admit(
  tx: Tx,
  { gathering, personId, invitedOnly = false, overCapacity = false }: Admitting,
  now: Date,
): Promise<AdmitOutcome> {
  if (!isDoorOpen(gathering, now)) return { outcome: 'not-open' };
  const [person] = await tx
    .select({ leftOn: people.leftOn, timeZone: people.timeZone })
    .from(people)
    .where(eq(people.id, personId));
  if (!person || hasLeft(person, now)) return { outcome: 'no-person' };
  const at = and(eq(invitations.gatheringId, gathering.id), eq(invitations.personId, personId));
  const [invitation] = await tx.select().from(invitations).where(at);
  if (invitedOnly && (!invitation || invitation.uninvitedAt !== null)) return { outcome: 'not-invited' };
  const hasPlace =
    invitation?.answer === 'accepted' && invitation.attends === 'room' && !invitation.uninvitedAt;
  if (!hasPlace) {
    const isHere = await tx.$count(
      checkIns,
      and(eq(checkIns.gatheringId, gathering.id), eq(checkIns.personId, personId)),
    );
    const taken = await placesTaken(tx, gathering.id, personId, now);
    const isFull = gathering.capacity !== null && taken >= gathering.capacity;
    if (isFull && isHere === 0 && !overCapacity) return { outcome: 'full' };
    const accepted = { answer: 'accepted' as const, attends: 'room' as const, answeredAt: now };
    if (invitation) {
      const leftWaitlist = invitation.answer === 'waitlisted' ? 'accepted' : invitation.leftWaitlist;
      await tx
        .update(invitations)
        .set({ ...accepted, uninvitedAt: null, waitlistNumber: null, offeredUntil: null, leftWaitlist })
        .where(at);
    } else {
      await tx.insert(invitations).values({
        id: uuidv7({ msecs: now.getTime() }),
        gatheringId: gathering.id,
        personId,
        ...keptReason([{ kind: 'walked-in' }]),
        ...accepted,
        createdAt: now,
      });
    }
  }
  const done = await checkIn(tx, { gatheringId: gathering.id, personId }, now);
  return done ? { outcome: 'admitted', ...done } : { outcome: 'no-person' };
}
