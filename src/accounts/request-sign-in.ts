import { and, count, eq, gt, sql } from 'drizzle-orm';
import { hasLeft } from '../calendar/time-zones.ts';
import type { Tx } from '../db/connect.ts';
import { mails, people } from '../db/schema/index.ts';
import { oweMails } from '../mail/owe-mails.ts';
import { readEmailAddress } from '../people/email-address.ts';

/** Somebody who types another's address again and again must not fill their inbox. */
const MAILS_MAX = 3;
const WINDOW_MS = 15 * 60 * 1000;

/**
 * Owes a sign-in mail to whoever has this address, unless they have left or had three within 15 minutes. Nothing is
 * returned, so that nothing can be told: who asks learns neither whether the address is known nor what was done.
 */
export async function requestSignIn(tx: Tx, input: { email: string }, now: Date): Promise<void> {
  const email = readEmailAddress(input.email);
  if (email === null) return;
  const [person] = await tx
    .select({ id: people.id, leftOn: people.leftOn, timeZone: people.timeZone })
    .from(people)
    .where(sql`lower(${people.email}) = lower(${email})`)
    .for('no key update');
  if (!person || hasLeft(person, now)) return;
  const [recent] = await tx
    .select({ mails: count() })
    .from(mails)
    .where(
      and(
        eq(mails.personId, person.id),
        eq(mails.kind, 'sign-in'),
        gt(mails.createdAt, new Date(now.getTime() - WINDOW_MS)),
      ),
    );
  if ((recent?.mails ?? 0) >= MAILS_MAX) return;
  await oweMails(tx, [{ kind: 'sign-in', personId: person.id, invitationId: null, sequence: 0 }], now);
}
