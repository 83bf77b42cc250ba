import { quietUntil } from '../calendar/time-zones.ts';
import type { Mail } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { enqueue } from '../outbox/enqueue.ts';
import type { DueMail } from './due-mails.ts';

/** Mails that may wait: nobody asked for them, or nobody waits for them. */
const MAY_WAIT: readonly Mail['kind'][] = ['no-answer', 'day-before', 'hour-before', 'note'];

/**
 * Owes what would arrive in the reader's quiet hours for when those end, and returns the rest. What cannot wait goes
 * out: an hour-before reminder of a gathering that is itself held in those hours, and a note or a letter about one that
 * begins before they end.
 */
export async function holdTillMorning(deps: Deps, due: DueMail[]): Promise<DueMail[]> {
  const now = deps.now();
  const held = new Map<number, string[]>();
  const rest = due.filter((mail) => {
    const end = morningOf(deps, mail, now);
    if (end === null) return true;
    held.set(end.getTime(), [...(held.get(end.getTime()) ?? []), mail.id]);
    return false;
  });
  for (const [end, mailIds] of held) {
    await deps.db.transaction((tx) => enqueue(tx, 'send-mails', { mailIds }, now, new Date(end)));
  }
  return rest;
}

/** When this mail may go out, or null when that is now. */
function morningOf(
  { env: { quietHours } }: Deps,
  { kind, person, about, letter }: DueMail,
  now: Date,
): Date | null {
  if (quietHours === null) return null;
  const end = quietUntil(now, person.timeZone, quietHours);
  if (end === null) return null;
  if (letter !== null) return letter.startsAt !== null && letter.startsAt <= end ? null : end;
  if (about === null || !MAY_WAIT.includes(kind)) return null;
  const { startsAt } = about.gathering;
  const heldThen = quietUntil(startsAt, person.timeZone, quietHours) !== null;
  const cannotWait = kind === 'hour-before' ? heldThen : kind === 'note' && startsAt <= end;
  return cannotWait ? null : end;
}
