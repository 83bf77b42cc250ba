import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { inboundMails } from '../db/schema/index.ts';
import { enqueueAll } from '../outbox/enqueue.ts';
import type { Recipient } from './find-recipient.ts';

/**
 * Keeps a mail whole for each address it came to, and owes the jobs that read it. Returns the ids.
 * Once this has committed the sender may be told that we have it.
 */
export async function keepMail(
  tx: Tx,
  input: { recipients: Recipient[]; nullSender: boolean; raw: Buffer },
  now: Date,
): Promise<string[]> {
  const { recipients, ...mail } = input;
  const rows = recipients.map((recipient) => ({
    id: uuidv7(),
    receivedAt: now,
    owedAt: now,
    ...recipient,
    ...mail,
  }));
  if (rows.length === 0) return [];
  await tx.insert(inboundMails).values(rows);
  await enqueueAll(
    tx,
    'read-inbound-mail',
    rows.map(({ id }) => ({ inboundMailId: id })),
    now,
  );
  return rows.map(({ id }) => id);
}
