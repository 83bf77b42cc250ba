import { sql } from 'drizzle-orm';

import { plainLine, plainText } from '../calendar/plain-text.ts';
import type { Tx } from '../db/connect.ts';
import { preparedStatement } from '../db/prepared-statement.ts';
import { type InboundKind, inboundMails } from '../db/schema/index.ts';
import { withoutSecrets } from '../log.ts';
import { maskAddress } from '../pages/mask-address.ts';
import type { ReadMail } from './read-mail.ts';

/** What a mail turned out to be, and what the organiser is to read of it. */
export type Finding = { kind: InboundKind; text?: string };

/** Somebody else has settled the mail: what this transaction did is to be undone. */
export class SettledMeanwhile extends Error {}

/** Enough for what a person says in answer to an invitation; the quoted mail below it is ours. */
const TEXT_LENGTH_MAX = 4_000;
const SUBJECT_LENGTH_MAX = 200;

/**
 * Records what a mail was, at the end of the transaction that did what it asks for. Texts are kept without addresses
 * and without personal links, which a quoted mail of ours holds.
 * @throws SettledMeanwhile when it is settled: of two readers at once the second one has waited here, and did nothing
 */
export async function settle(
  tx: Tx,
  input: { id: string; mail: ReadMail | null; finding: Finding },
  now: Date,
): Promise<void> {
  const { id, mail, finding } = input;
  const text = plainText(withoutSecrets(finding.text ?? '')).slice(0, TEXT_LENGTH_MAX);
  const rows = await record(tx, {
    id,
    now: now.toISOString(),
    kind: finding.kind,
    subject: mail ? plainLine(withoutSecrets(mail.subject)).slice(0, SUBJECT_LENGTH_MAX) || null : null,
    sender: mail?.from ? maskAddress(mail.from) : null,
    text: text || null,
  });
  if (rows.length === 0) throw new SettledMeanwhile();
}

const record = preparedStatement<{ id: string }>(sql`
  update ${inboundMails} set processed_at = ${sql.placeholder('now')}::timestamptz, kind = ${sql.placeholder('kind')},
    subject = ${sql.placeholder('subject')}, sender = ${sql.placeholder('sender')}, text = ${sql.placeholder('text')}
  where ${inboundMails.id} = ${sql.placeholder('id')} and ${inboundMails.processedAt} is null
  returning ${inboundMails.id}`);
