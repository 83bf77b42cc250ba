import { sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { preparedStatement } from '../db/prepared-statement.ts';
import { type Gathering, invitations, people } from '../db/schema/index.ts';
import { oweMails } from '../mail/owe-mails.ts';

/**
 * Gives free places to those who have waited longest and owes each the mail; people who have left are passed over.
 * `gathering` is a row that this transaction has locked, with the capacity that counts. Returns the ids of the
 * invitations that became accepted.
 */
export async function promote(
  tx: Tx,
  gathering: Pick<Gathering, 'id' | 'capacity' | 'sequence'>,
  now: Date,
): Promise<string[]> {
  const { id, capacity, sequence } = gathering;
  const promoted = await promoteWaiting(tx, { gatheringId: id, capacity, now: now.toISOString() });
  await oweMails(
    tx,
    promoted.map((row) => ({ kind: 'promotion', ...row, sequence })),
    now,
  );
  return promoted.map((row) => row.invitationId);
}

/** `limit null` is no limit: without a capacity everybody who waits gets in. */
const promoteWaiting = preparedStatement<{ invitationId: string; personId: string }>(sql`
  with given as (
    select ${sql.placeholder('gatheringId')}::uuid as gathering_id, ${sql.placeholder('capacity')}::int as capacity
  )
  update ${invitations} set answer = 'accepted', waitlist_number = null
  where id in (
    select waiting.id from ${invitations} waiting
    join ${people} person on person.id = waiting.person_id
    where waiting.gathering_id = (select gathering_id from given) and waiting.answer = 'waitlisted'
      and (person.left_on is null or person.left_on > (${sql.placeholder('now')}::timestamptz at time zone 'UTC')::date)
    order by waiting.waitlist_number
    limit (
      select case when capacity is not null then greatest(0, capacity - (
        select count(*) from ${invitations} other
        where other.gathering_id = given.gathering_id and other.answer = 'accepted'
      )) end from given
    )
  )
  returning id as "invitationId", person_id as "personId"`);
