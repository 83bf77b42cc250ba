import type { Deps } from '../deps.ts';
import { type IncomingMail, keepMails } from './keep-mails.ts';

/** What one job reads: more would keep other jobs waiting, and larger ones fill the memory. */
const BATCH_MAX = 50;
const BATCH_BYTES_MAX = 1024 * 1024;

/** Keeps a mail and returns the ids that it has; it is in the database by then. */
export type Inbox = (mail: IncomingMail) => Promise<string[]>;

type Waiting = { mail: IncomingMail; kept: (ids: string[]) => void; failed: (error: unknown) => void };

/**
 * Mails that come while others are being written wait for that and are then written together: one commit and one job
 * for all. A mail that comes alone is written at once.
 */
export function createInbox({ db, now }: Pick<Deps, 'db' | 'now'>): Inbox {
  const waiting: Waiting[] = [];
  let writing = false;

  const write = async (batch: Waiting[]): Promise<void> => {
    try {
      const mails = batch.map(({ mail }) => mail);
      const ids = await db.transaction((tx) => keepMails(tx, mails, now()));
      for (const [i, { kept }] of batch.entries()) kept(ids[i] ?? []);
    } catch (error) {
      // One that cannot be kept, because its invitation has gone meanwhile, does not turn the others away.
      if (batch.length > 1) for (const one of batch) await write([one]);
      else batch[0]?.failed(error);
    }
  };
  const writeAll = async (): Promise<void> => {
    if (writing) return;
    writing = true;
    while (waiting.length > 0) await write(nextBatch(waiting));
    writing = false;
  };
  return (mail) =>
    new Promise((kept, failed) => {
      waiting.push({ mail, kept, failed });
      void writeAll();
    });
}

/** Takes the first ones, one at least. */
function nextBatch(waiting: Waiting[]): Waiting[] {
  let count = 0;
  for (let bytes = 0; count < Math.min(waiting.length, BATCH_MAX); count += 1) {
    bytes += waiting[count]?.mail.raw.byteLength ?? 0;
    if (count > 0 && bytes > BATCH_BYTES_MAX) break;
  }
  return waiting.splice(0, count);
}
