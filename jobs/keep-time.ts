import { sql } from 'drizzle-orm';

import type { Deps } from '../src/deps.ts';
import { forgetNeeds } from '../src/invitations/forget-needs.ts';
import { oweReminders } from '../src/invitations/owe-reminders.ts';
import { passOnOffers } from '../src/invitations/pass-on-offers.ts';
import { oweDueLetters } from '../src/letters/owe-letters.ts';

/** One process at a time keeps the time; the others skip their turn. The number is arbitrary and ours. */
const TIME_LOCK = 41_230_618;

/**
 * Does what nobody asks for but the clock: passes on places whose offer has ended, owes reminders and letters, and
 * deletes what is not needed any more. Nothing is lost by a turn that was missed.
 */
export async function keepTime({ db, now }: Deps): Promise<void> {
  await passOnOffers(db, now());
  await db.transaction(async (tx) => {
    const [lock] = await tx.execute<{ held: boolean }>(
      sql`select pg_try_advisory_xact_lock(${TIME_LOCK}) as held`,
    );
    if (!lock?.held) return;
    await oweReminders(tx, now());
    await oweDueLetters(tx, now());
    await forgetNeeds(tx, now());
  });
}
