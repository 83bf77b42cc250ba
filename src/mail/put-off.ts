import type { Deps } from '../deps.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { awayWaitMs } from './failure.ts';
import { postpone } from './ledger.ts';

type Left = { mailId: string; createdAt: Date };

/** Said of mails that were not even tried. */
const HELD_BACK = 'The mail server there asks for more time between mails.';

/** Owes mails for when the server may be back: all in one job, after a wait that grows with the oldest of them. */
export async function putOff({ db, now }: Deps, mails: Left[], reason: string): Promise<void> {
  if (mails.length === 0) return;
  const at = now();
  const oldest = Math.min(...mails.map((mail) => mail.createdAt.getTime()));
  await db.transaction((tx) => postpone(tx, idsOf(mails), reason, at, awayWaitMs(at.getTime() - oldest)));
}

/** Owes mails to a domain for when it may be tried again, in one job. */
export async function holdBack({ db, mailer, now }: Deps, domain: string, mails: Left[]): Promise<void> {
  const at = now();
  const waitMs = mailer.throttle.holdMs(domain, at);
  await db.transaction((tx) => postpone(tx, idsOf(mails), HELD_BACK, at, waitMs));
}

/** By then a process that is asked to stop has stopped, and does not come upon the mails that it has left. */
const LEFT_WAIT_MS = 5_000;

/** Owes mails that were not tried to whoever works after this process. */
export async function leave({ db, now }: Deps, mails: Left[]): Promise<void> {
  const at = now();
  const runAt = new Date(at.getTime() + LEFT_WAIT_MS);
  await db.transaction((tx) => enqueue(tx, 'send-mails', { mailIds: idsOf(mails) }, at, runAt));
}

const idsOf = (mails: Left[]) => mails.map((mail) => mail.mailId);
