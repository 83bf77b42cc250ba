import { sql } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import { preparedStatement } from '../db/prepared-statement.ts';
import { bounceTokens, type InboundMail, invitationTokens, mails } from '../db/schema/index.ts';
import { hashToken, isMailTokenShaped } from '../token.ts';

/** What one of our addresses stands for. */
export type Recipient = Pick<InboundMail, 'purpose' | 'invitationId' | 'mailId' | 'addressHash'>;

/** Local parts are compared without case: relays fold it. */
const LOCAL_PART = /^(rsvp|b)\+(.*)$/;

/** What an address of our domain stands for, or null for one that we never gave to anybody. */
export async function findRecipient(db: DbOrTx, localPart: string): Promise<Recipient | null> {
  const [, prefix, token = ''] = LOCAL_PART.exec(localPart.toLowerCase()) ?? [];
  if (!isMailTokenShaped(token)) return null;
  const tokenHash = hashToken(token);
  if (prefix === 'b') {
    const [row] = await findMail(db, { tokenHash });
    return row ? { purpose: 'bounce', ...row } : null;
  }
  const [row] = await findInvitation(db, { tokenHash });
  return row ? { purpose: 'calendar', ...row, mailId: null, addressHash: null } : null;
}

const findInvitation = preparedStatement<{ invitationId: string }>(sql`
  select ${invitationTokens.invitationId} as "invitationId" from ${invitationTokens}
  where ${invitationTokens.tokenHash} = ${sql.placeholder('tokenHash')} and ${invitationTokens.purpose} = 'calendar'`);
const findMail = preparedStatement<{ mailId: string; invitationId: string | null; addressHash: Buffer }>(sql`
  select ${bounceTokens.mailId} as "mailId", ${mails.invitationId} as "invitationId",
    ${bounceTokens.addressHash} as "addressHash"
  from ${bounceTokens} join ${mails} on ${mails.id} = ${bounceTokens.mailId}
  where ${bounceTokens.tokenHash} = ${sql.placeholder('tokenHash')}`);
