import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';

import { type InboundMail, inboundMails } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { applyBounce } from './apply-bounce.ts';
import { applyReply } from './apply-reply.ts';
import { type ReadMail, readMail } from './read-mail.ts';
import { type Finding, SettledMeanwhile, settle } from './settle.ts';

/** A mail that failed its reader this often, more than a job tries, is set aside for the organiser, unread. */
const ATTEMPTS_MAX = 12;

/**
 * Reads mails that came in, in this order. Their first attempts are counted together; what an earlier one did not
 * settle is counted when its turn comes, so that a mail that ends the process spoils no other's.
 * @throws the first fault, after all the others have been read
 */
export async function processMails(deps: Deps, ids: string[]): Promise<void> {
  const first = and(inArray(inboundMails.id, ids), eq(inboundMails.attempts, 0));
  const fresh = new Map((await beginAttempts(deps, first)).map((row) => [row.id, row]));
  const faults: unknown[] = [];
  for (const id of ids) {
    const row = fresh.get(id);
    await (row ? read(deps, row) : processMail(deps, id)).catch((error: unknown) => faults.push(error));
  }
  if (faults.length > 0) throw faults[0];
}

/**
 * Reads a mail that came in and does what it asks for, once, however often and wherever this runs. Null when it was
 * settled before.
 */
export async function processMail(deps: Deps, id: string): Promise<Finding | null> {
  const [row] = await beginAttempts(deps, eq(inboundMails.id, id));
  return row ? read(deps, row) : null;
}

/** Counted outside the transaction: an attempt that ends the process counts too. */
function beginAttempts({ db }: Deps, which: SQL | undefined): Promise<InboundMail[]> {
  return db
    .update(inboundMails)
    .set({ attempts: sql`${inboundMails.attempts} + 1` })
    .where(and(which, isNull(inboundMails.processedAt)))
    .returning();
}

/** Doing and recording it are one transaction. What cannot be understood is kept as such. */
async function read(deps: Deps, row: InboundMail): Promise<Finding | null> {
  const { id, raw, attempts, purpose } = row;
  const mail = attempts > ATTEMPTS_MAX || raw === null ? null : await readOrNull(deps, id, raw);
  const now = deps.now();
  try {
    const finding = await deps.db.transaction(async (tx) => {
      if (mail) return (purpose === 'bounce' ? applyBounce : applyReply)(tx, { row, mail }, now);
      const unread: Finding = { kind: 'unreadable' };
      await settle(tx, { id, mail: null, finding: unread }, now);
      return unread;
    });
    deps.metrics.inboundMails.inc({ kind: finding.kind });
    deps.log.debug({ inboundMailId: id, kind: finding.kind }, 'a mail that came in was read');
    return finding;
  } catch (error) {
    if (error instanceof SettledMeanwhile) return null;
    throw error;
  }
}

async function readOrNull({ log }: Deps, id: string, raw: Buffer): Promise<ReadMail | null> {
  try {
    return await readMail(raw);
  } catch (err) {
    log.warn({ err, inboundMailId: id }, 'a mail that came in cannot be read');
    return null;
  }
}
