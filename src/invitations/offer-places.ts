import { sql } from 'drizzle-orm';
import { closesAt } from '../calendar/closes-at.ts';
import type { Tx } from '../db/connect.ts';
import { preparedStatement } from '../db/prepared-statement.ts';
import { type Gathering, invitations, mails } from '../db/schema/index.ts';
import { oweMails } from '../mail/owe-mails.ts';
import { nextIn } from './next-in.ts';
import { offerEnd } from './offer-end.ts';

/**
 * Offers the free places, in the room and remotely, to those of the waiting list who keep the mix best, each until the offer ends, and owes them
 * the mail. An offered place counts as taken. The mail tells the whole plan, so an update that is still queued for them
 * is taken back. `gathering` is a row that this transaction has locked, with the capacity that counts. `saysYes` is an
 * invitation whose owner has accepted in this transaction: where a place falls to it, it is theirs. Returns the ids of
 * the invitations that got a place or an offer.
 */
export async function offerPlaces(
  tx: Tx,
  gathering: Pick<
    Gathering,
    'id' | 'capacity' | 'hybrid' | 'remoteCapacity' | 'sequence' | 'startsAt' | 'answerUntil' | 'offerHours'
  >,
  now: Date,
  saysYes?: string,
): Promise<string[]> {
  if (closesAt(gathering) <= now) return [];
  const { id: gatheringId, capacity, hybrid, remoteCapacity } = gathering;
  const chosen = [
    ...(await nextIn(tx, { gatheringId, attends: 'room', capacity }, now)),
    ...(hybrid ? await nextIn(tx, { gatheringId, attends: 'remote', capacity: remoteCapacity }, now) : []),
  ];
  const offered = chosen.filter(({ invitationId }) => invitationId !== saysYes);
  if (offered.length < chosen.length) await accept(tx, { id: saysYes });
  if (offered.length > 0) {
    const ids = offered.map(({ invitationId }) => invitationId);
    await offer(tx, { ids, until: offerEnd(gathering, now).toISOString() });
    await takeBackUpdates(tx, { ids });
    const { sequence } = gathering;
    await oweMails(
      tx,
      offered.map(({ invitationId, personId }) => ({ kind: 'offer', invitationId, personId, sequence })),
      now,
    );
  }
  return chosen.map(({ invitationId }) => invitationId);
}

const accept = preparedStatement(sql`
  update ${invitations} set answer = 'accepted', waitlist_number = null, left_waitlist = 'accepted'
  where id = ${sql.placeholder('id')}::uuid`);

const offer = preparedStatement(sql`
  update ${invitations} set offered_until = ${sql.placeholder('until')}::timestamptz
  where id = any(${sql.placeholder('ids')}::uuid[])`);

const takeBackUpdates = preparedStatement(sql`
  delete from ${mails}
  where invitation_id = any(${sql.placeholder('ids')}::uuid[]) and kind = 'update' and delivery = 'queued'`);
