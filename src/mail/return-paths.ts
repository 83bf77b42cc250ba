import { bounceTokens } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { hashToken, newMailToken } from '../token.ts';
import { addressHash } from './address-hash.ts';
import type { DueMail } from './due-mails.ts';

/**
 * Makes an envelope sender for each of these mails, for the attempt at hand, by mail id: what comes back to it tells
 * which mail and which address (VERP). Only hashes are stored. Empty where nobody listens. One insert.
 */
export async function issueReturnPaths(
  { db, inbound, now }: Deps,
  due: DueMail[],
): Promise<Map<string, string>> {
  if (inbound === null || due.length === 0) return new Map();
  const createdAt = now();
  const issued = due.map((mail) => ({ mail, token: newMailToken() }));
  await db.insert(bounceTokens).values(
    issued.map(({ mail, token }) => ({
      tokenHash: hashToken(token),
      mailId: mail.id,
      addressHash: addressHash(mail.person.email),
      createdAt,
    })),
  );
  return new Map(issued.map(({ mail, token }) => [mail.id, `b+${token}@${inbound.domain}`]));
}
