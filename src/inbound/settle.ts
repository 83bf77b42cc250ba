import { and, eq, isNull } from 'drizzle-orm';

import { plainLine, plainText } from '../calendar/plain-text.ts';
import type { Tx } from '../db/connect.ts';
import { type InboundKind, inboundMails } from '../db/schema/index.ts';
import { withoutSecrets } from '../log.ts';
import { maskAddress } from '../pages/mask-address.ts';
import type { ReadMail } from './read-mail.ts';

/** What a mail turned out to be, and what the organiser is to read of it. */
export type Finding = { kind: InboundKind; text?: string };

/** Enough for what a person says in answer to an invitation; the quoted mail below it is ours. */
const TEXT_LENGTH_MAX = 4_000;
const SUBJECT_LENGTH_MAX = 200;

/**
 * Records what a mail was, in the transaction that did what it asks for; a mail is settled once. Texts are kept
 * without addresses and without personal links, which a quoted mail of ours holds.
 */
export async function settle(
  tx: Tx,
  input: { id: string; mail: ReadMail | null; finding: Finding },
  now: Date,
): Promise<void> {
  const { id, mail, finding } = input;
  const text = plainText(withoutSecrets(finding.text ?? '')).slice(0, TEXT_LENGTH_MAX);
  await tx
    .update(inboundMails)
    .set({
      processedAt: now,
      kind: finding.kind,
      subject: mail ? plainLine(withoutSecrets(mail.subject)).slice(0, SUBJECT_LENGTH_MAX) || null : null,
      sender: mail?.from ? maskAddress(mail.from) : null,
      text: text || null,
    })
    .where(and(eq(inboundMails.id, id), isNull(inboundMails.processedAt)));
}

/** Whether a mail is still to be settled, by the row as it is now; locks it. */
export async function isWaiting(tx: Tx, id: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: inboundMails.id })
    .from(inboundMails)
    .where(and(eq(inboundMails.id, id), isNull(inboundMails.processedAt)))
    .for('update');
  return row !== undefined;
}
