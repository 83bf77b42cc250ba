import type { Tx } from '../db/connect.ts';
import { pauseMail } from '../people/pause-mail.ts';
import { findLetterSubscription, type LetterSubscription } from './stop-letters.ts';

/**
 * By a link of a letter: stops all that the person is sent but news of gatherings they have accepted, or lets it come
 * again; which topics are stopped stays as it is. Doing it twice changes nothing. Null when there is no such link.
 */
export async function stopEverything(
  tx: Tx,
  input: { tokenHash: Buffer; stopped: boolean },
  now: Date,
): Promise<LetterSubscription | null> {
  const found = await findLetterSubscription(tx, input.tokenHash);
  if (!found || found.paused === input.stopped) return found;
  await pauseMail(tx, { personId: found.personId, paused: input.stopped }, now);
  return { ...found, paused: input.stopped };
}
