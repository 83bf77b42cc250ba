import { sql } from 'drizzle-orm';

import { oweLaterLetters } from '../src/coffee/owe-later-letters.ts';
import { oweRounds } from '../src/coffee/owe-rounds.ts';
import type { Deps } from '../src/deps.ts';
import { forgetClaims } from '../src/encounters/say-we-met.ts';
import { oweFairLetters } from '../src/fairs/owe-fair-letters.ts';
import { forgetNeeds } from '../src/invitations/forget-needs.ts';
import { oweReminders } from '../src/invitations/owe-reminders.ts';
import { passOnOffers } from '../src/invitations/pass-on-offers.ts';
import { oweDueLetters } from '../src/letters/owe-letters.ts';
import { fillPanels } from '../src/peer-assists/fill-panels.ts';
import { followUp } from '../src/peer-assists/follow-up.ts';
import { forgetLines } from '../src/stand-ups/forget-lines.ts';
import { oweDateLetters } from '../src/stand-ups/owe-date-letters.ts';
import { oweRotations } from '../src/stand-ups/owe-rotations.ts';
import { closeBoxes } from '../src/town-halls/close-box.ts';
import { openBoxes } from '../src/town-halls/open-box.ts';

/** One process at a time keeps the time; the others skip their turn. The number is arbitrary and ours. */
const TIME_LOCK = 41_230_618;

/**
 * Does what nobody asks for but the clock: passes on places whose offer has ended, asks the next best in place of
 * assisters who declined, opens and closes question boxes, owes reminders, letters and draws, and deletes what is not
 * needed any more. Nothing is lost by a turn that was missed.
 */
export async function keepTime({ db, now, engine, env }: Deps): Promise<void> {
  await passOnOffers(db, now());
  await fillPanels(db, { engine, invitationsMax: env.invitationsPer30DaysMax }, now());
  await db.transaction(async (tx) => {
    const [lock] = await tx.execute<{ held: boolean }>(
      sql`select pg_try_advisory_xact_lock(${TIME_LOCK}) as held`,
    );
    if (!lock?.held) return;
    await oweReminders(tx, now());
    await followUp(tx, now());
    await openBoxes(tx, now());
    await closeBoxes(tx, now());
    await oweFairLetters(tx, now());
    await oweDueLetters(tx, now());
    await oweRounds(tx, now());
    await oweLaterLetters(tx, now());
    await forgetNeeds(tx, now());
    await oweRotations(tx, now());
    await oweDateLetters(tx, now());
    await forgetLines(tx, now());
    await forgetClaims(tx, now());
  });
}
