import type { Deps } from '../deps.ts';
import type { DueMail } from './due-mails.ts';
import { withdraw } from './ledger.ts';
import { whyNotSend } from './why-not-send.ts';

/** Gives up what must not go out any more, and returns the rest. */
export async function withdrawStale({ db, metrics, now }: Deps, due: DueMail[]): Promise<DueMail[]> {
  const at = now();
  const stale = new Map<string, DueMail[]>();
  const rest = due.filter((mail) => {
    const reason = whyNotSend(mail, at);
    if (reason === null) return true;
    stale.set(reason, [...(stale.get(reason) ?? []), mail]);
    return false;
  });
  for (const [reason, mails] of stale) {
    await withdraw(
      db,
      mails.map((mail) => mail.id),
      reason,
    );
    for (const { kind } of mails) metrics.mails.inc({ kind, delivery: 'failed' });
  }
  return rest;
}
