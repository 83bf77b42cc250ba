import { sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type Gathering, invitations, people } from '../db/schema/index.ts';
import { oweMails } from '../mail/owe-mails.ts';

/**
 * Gives free places to those who have waited longest and owes each the mail; people who have left are passed over.
 * `gathering` is a row that this transaction has locked, with the capacity that counts. Returns the ids of the
 * invitations that became accepted.
 */
export async function promote(tx: Tx, gathering: Gathering, now: Date): Promise<string[]> {
  const { id, capacity, sequence } = gathering;
  const accepted = sql`(select count(*) from ${invitations} where gathering_id = ${id} and answer = 'accepted')`;
  const free = capacity === null ? sql`null` : sql`greatest(0, ${capacity} - ${accepted})`;
  const promoted = await tx.execute<{ id: string; person_id: string }>(sql`
    update ${invitations} set answer = 'accepted', waitlist_number = null
    where id in (
      select waiting.id from ${invitations} waiting
      join ${people} person on person.id = waiting.person_id
      where waiting.gathering_id = ${id} and waiting.answer = 'waitlisted'
        and (person.left_on is null or person.left_on > ${now.toISOString()}::date)
      order by waiting.waitlist_number
      limit ${free}
    )
    returning id, person_id`);
  await oweMails(
    tx,
    promoted.map((row) => ({
      kind: 'promotion',
      personId: row.person_id,
      invitationId: row.id,
      sequence,
    })),
    now,
  );
  return promoted.map((row) => row.id);
}
