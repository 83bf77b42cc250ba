import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { inboundMails } from '../db/schema/index.ts';
import { enqueue } from '../outbox/enqueue.ts';
import type { Recipient } from './find-recipient.ts';

/** A mail as it was handed over, with what its addresses stand for. */
export type IncomingMail = { recipients: Recipient[]; nullSender: boolean; raw: Buffer };

/**
 * Keeps mails whole, each for every address it came to, and owes the job that reads them. Returns the ids by mail.
 * Once this has committed the senders may be told that we have them.
 */
export async function keepMails(tx: Tx, incoming: IncomingMail[], now: Date): Promise<string[][]> {
  const kept = incoming.map(({ recipients, ...mail }) =>
    recipients.map((recipient) => ({
      id: uuidv7(),
      receivedAt: now,
      owedAt: now,
      ...recipient,
      ...mail,
    })),
  );
  const rows = kept.flat();
  if (rows.length > 0) {
    await tx.insert(inboundMails).values(rows);
    await enqueue(tx, 'read-inbound-mail', { inboundMailIds: rows.map(({ id }) => id) }, now);
  }
  return kept.map((mail) => mail.map(({ id }) => id));
}
