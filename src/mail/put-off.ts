import type { Deps } from '../deps.ts';
import { awayWaitMs } from './failure.ts';
import { postpone } from './ledger.ts';

/** Owes mails for when the server may be back: all in one job, after a wait that grows with the oldest of them. */
export async function putOff(
  { db, now }: Deps,
  mails: { mailId: string; createdAt: Date }[],
  reason: string,
): Promise<void> {
  const at = now();
  const oldest = Math.min(...mails.map((mail) => mail.createdAt.getTime()));
  const mailIds = mails.map((mail) => mail.mailId);
  await db.transaction((tx) => postpone(tx, mailIds, reason, at, awayWaitMs(at.getTime() - oldest)));
}
