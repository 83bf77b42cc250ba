import { eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type InboundMail, type Mail, mails } from '../db/schema/index.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { type BounceVerdict, judgeBounce } from './judge-bounce.ts';
import { readBounce } from './read-bounce.ts';
import type { ReadMail } from './read-mail.ts';
import { type Finding, settle } from './settle.ts';
import { suppress } from './suppress.ts';

const HOUR_MS = 3_600_000;
/** Another server has tried for days already; after these it is given up. */
const TRY_AGAIN_AFTER_MS = [1, 6, 24].map((hours) => hours * HOUR_MS);

/**
 * Does what a mail to one of our envelope senders asks for: it marks the mail that came back, sends it again where that
 * may help, and stops mail to an address that does not exist or whose reader complained. Which mail and which address
 * it is says our token alone.
 */
export async function applyBounce(
  tx: Tx,
  { row, mail }: { row: InboundMail; mail: ReadMail },
  now: Date,
): Promise<Finding> {
  const returned = row.mailId ? await lockMail(tx, row.mailId) : undefined;
  const finding = returned ? await find(tx, { returned, row, mail }, now) : { kind: 'ignored' as const };
  await settle(tx, { id: row.id, mail, finding }, now);
  return finding;
}

type Context = { returned: Mail; row: InboundMail; mail: ReadMail };

async function lockMail(tx: Tx, id: string): Promise<Mail | undefined> {
  const [mail] = await tx.select().from(mails).where(eq(mails.id, id)).for('update');
  return mail;
}

async function find(tx: Tx, { returned, row, mail }: Context, now: Date): Promise<Finding> {
  const report = readBounce(mail.email);
  const { personId } = returned;
  const { addressHash } = row;
  if (report?.kind === 'complaint') {
    if (addressHash) {
      const detail = 'The reader reported our mail as unwanted.';
      await suppress(tx, { addressHash, personId, reason: 'complaint', detail }, now);
    }
    return { kind: 'complaint' };
  }
  if (report?.kind === 'bounce') {
    const judged = judgeBounce(report.recipients);
    if (judged.verdict === 'no-such-address' && addressHash) {
      const { verdict: reason, reason: detail } = judged;
      await suppress(tx, { addressHash, personId, reason, detail }, now);
    }
    await mark(tx, returned, judged, now);
    return { kind: judged.verdict === 'delayed' ? 'delay' : 'bounce', text: judged.reason };
  }
  return mail.automatic || row.nullSender ? { kind: 'ignored' } : { kind: 'note', text: mail.text };
}

/** A mail that waits for another attempt or was given up meanwhile stays as it is. */
async function mark(tx: Tx, mail: Mail, { verdict, reason }: BounceVerdict, now: Date): Promise<void> {
  if (mail.delivery === 'queued' || mail.delivery === 'failed') return;
  const set = (values: Partial<Mail>) =>
    tx
      .update(mails)
      .set({ lastError: reason, ...values })
      .where(eq(mails.id, mail.id));
  const waitMs = verdict === 'later' ? TRY_AGAIN_AFTER_MS[mail.softBounces] : undefined;
  if (verdict === 'delayed') {
    if (mail.delivery !== 'bounced') await set({});
  } else if (waitMs === undefined) {
    await set({ delivery: 'bounced' });
  } else {
    await set({ delivery: 'queued', softBounces: mail.softBounces + 1, claimedAt: now });
    await enqueue(tx, 'send-mails', { mailIds: [mail.id] }, now, new Date(now.getTime() + waitMs));
  }
}
