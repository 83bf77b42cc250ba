import { v7 as uuidv7 } from 'uuid';

import type { DbOrTx } from '../../db/connect.ts';
import { mailboxMessages } from '../../db/schema/index.ts';
import { messageSummary } from './message-summary.ts';

/** A message and its envelope as SMTP gave them. An empty sender is that of a bounce. */
export type ReceivedMessage = { from: string; to: string[]; raw: Buffer };

/** Keeps a message for the mailbox's pages. @returns its id */
export async function storeMessage(
  db: DbOrTx,
  { from, to, raw }: ReceivedMessage,
  now: Date,
): Promise<string> {
  const id = uuidv7();
  const summary = await messageSummary(raw);
  await db.insert(mailboxMessages).values({
    id,
    receivedAt: now,
    envelopeFrom: from,
    envelopeTo: to,
    fromHeader: summary.from,
    toHeader: summary.to,
    subject: summary.subject,
    size: raw.byteLength,
    raw,
  });
  return id;
}
