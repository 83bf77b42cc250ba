import { sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { preparedStatement } from '../db/prepared-statement.ts';
import { type Gathering, invitations, mails } from '../db/schema/index.ts';
import { oweMails } from '../mail/owe-mails.ts';
import { nextIn } from './next-in.ts';

/**
 * Gives the free places to those of the waiting list who keep the mix best and owes each the mail. The mail tells the
 * whole plan, so an update that is still queued for them is taken back. `gathering` is a row that this transaction has
 * locked, with the capacity that counts. Returns the ids of the invitations that became accepted.
 */
export async function promote(
  tx: Tx,
  gathering: Pick<Gathering, 'id' | 'capacity' | 'sequence'>,
  now: Date,
): Promise<string[]> {
  const chosen = await nextIn(tx, gathering, now);
  if (chosen.length === 0) return [];
  const ids = chosen.map((row) => row.invitationId);
  await accept(tx, { ids });
  await takeBackUpdates(tx, { ids });
  await oweMails(
    tx,
    chosen.map(({ invitationId, personId }) => ({
      kind: 'promotion',
      invitationId,
      personId,
      sequence: gathering.sequence,
    })),
    now,
  );
  return ids;
}

const accept = preparedStatement(sql`
  update ${invitations} set answer = 'accepted', waitlist_number = null
  where id = any(${sql.placeholder('ids')}::uuid[])`);

const takeBackUpdates = preparedStatement(sql`
  delete from ${mails}
  where invitation_id = any(${sql.placeholder('ids')}::uuid[]) and kind = 'update' and delivery = 'queued'`);
