import type { Tx } from '../db/connect.ts';
import type { InboundMail } from '../db/schema/index.ts';
import type { ReadMail } from './read-mail.ts';
import { type Finding, isWaiting, settle } from './settle.ts';

/** Mail to an envelope sender of ours: words of a person are kept, those of programs are not. */
export async function applyBounce(
  tx: Tx,
  { row, mail }: { row: InboundMail; mail: ReadMail },
  now: Date,
): Promise<Finding | null> {
  if (!(await isWaiting(tx, row.id))) return null;
  const finding: Finding =
    mail.automatic || row.nullSender ? { kind: 'ignored' } : { kind: 'note', text: mail.text };
  await settle(tx, { id: row.id, mail, finding }, now);
  return finding;
}
