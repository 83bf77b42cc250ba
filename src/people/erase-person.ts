import { and, eq, ne, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { idempotencyKeys, mailboxMessages, peerAssists, people } from '../db/schema/index.ts';
import { renameManager } from './change-person.ts';

/**
 * Erases a person with everything that is about them: invitations, answers, mails, seats, check-ins, encounters,
 * sessions (by cascade), their address where others name it as their manager's, the stored answer that showed
 * them when they were added, their requests for help that were not confirmed, and the mails that the built-in mailbox received for them. The figures frozen when a
 * gathering closed stay: they hold nobody's name.
 * @returns false when nobody has this id.
 */
export async function erasePerson(tx: Tx, id: string, now: Date): Promise<boolean> {
  const [erased] = await tx
    .delete(people)
    .where(eq(people.id, id))
    .returning({ id: people.id, email: people.email });
  if (!erased) return false;
  await renameManager(tx, erased.email, null, now);
  await tx.delete(peerAssists).where(and(eq(peerAssists.createdBy, id), ne(peerAssists.status, 'confirmed')));
  await tx.delete(idempotencyKeys).where(sql`${idempotencyKeys.body}->>'id' = ${erased.id}`);
  await tx
    .delete(mailboxMessages)
    .where(
      sql`${erased.email.toLowerCase()} in (select lower(one) from unnest(${mailboxMessages.envelopeTo}) one)`,
    );
  return true;
}
