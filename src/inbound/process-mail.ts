import { and, eq, isNull, sql } from 'drizzle-orm';

import { type InboundMail, inboundMails } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { applyBounce } from './apply-bounce.ts';
import { applyReply } from './apply-reply.ts';
import { type ReadMail, readMail } from './read-mail.ts';
import { type Finding, isWaiting, settle } from './settle.ts';

/** A mail that failed its reader this often, more than a job tries, is set aside for the organiser, unread. */
const ATTEMPTS_MAX = 12;

/**
 * Reads a mail that came in and does what it asks for, once, however often and wherever this runs: doing and recording
 * it are one transaction. What cannot be understood is kept as such. Null when it was settled before.
 */
export async function processMail(deps: Deps, id: string): Promise<Finding | null> {
  const row = await beginAttempt(deps, id);
  if (!row) return null;
  const mail = row.attempts > ATTEMPTS_MAX || row.raw === null ? null : await readOrNull(deps, id, row.raw);
  const now = deps.now();
  const finding = await deps.db.transaction(async (tx) => {
    if (!mail) {
      if (!(await isWaiting(tx, id))) return null;
      const unread: Finding = { kind: 'unreadable' };
      await settle(tx, { id, mail: null, finding: unread }, now);
      return unread;
    }
    return row.purpose === 'bounce'
      ? applyBounce(tx, { row, mail }, now)
      : applyReply(tx, { row, mail }, now);
  });
  if (finding) deps.metrics.inboundMails.inc({ kind: finding.kind });
  return finding;
}

/** Counted outside the transaction: an attempt that ends the process counts too. */
async function beginAttempt({ db }: Deps, id: string): Promise<InboundMail | undefined> {
  const [row] = await db
    .update(inboundMails)
    .set({ attempts: sql`${inboundMails.attempts} + 1` })
    .where(and(eq(inboundMails.id, id), isNull(inboundMails.processedAt)))
    .returning();
  return row;
}

async function readOrNull({ log }: Deps, id: string, raw: Buffer): Promise<ReadMail | null> {
  try {
    return await readMail(raw);
  } catch (err) {
    log.warn({ err, inboundMailId: id }, 'a mail that came in cannot be read');
    return null;
  }
}
