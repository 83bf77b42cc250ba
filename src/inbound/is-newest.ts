import { sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { preparedStatement } from '../db/prepared-statement.ts';
import { invitations } from '../db/schema/index.ts';

/**
 * Whether no newer reply of this invitation has been heard, by SEQUENCE, then by DTSTAMP (RFC 5546 §2.1.5); if so, this
 * one is the newest from here on. One statement: of two at once the older one loses, whichever comes first.
 */
export async function isNewest(
  tx: Tx,
  invitationId: string,
  { sequence, stampedAt }: { sequence: number; stampedAt: Date },
): Promise<boolean> {
  const rows = await record(tx, { invitationId, sequence, stampedAt: stampedAt.toISOString() });
  return rows.length > 0;
}

const { id, replySequence, replyStampedAt } = invitations;
const record = preparedStatement<{ id: string }>(sql`
  update ${invitations} set reply_sequence = ${sql.placeholder('sequence')}::int,
    reply_stamped_at = ${sql.placeholder('stampedAt')}::timestamptz
  where ${id} = ${sql.placeholder('invitationId')} and (
    ${replySequence} is null or ${replySequence} < ${sql.placeholder('sequence')}::int
    or ${replySequence} = ${sql.placeholder('sequence')}::int
      and ${replyStampedAt} <= ${sql.placeholder('stampedAt')}::timestamptz)
  returning ${id}`);
