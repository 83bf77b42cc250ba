import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type InboundMail, inboundMails, invitations } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { applyBounce } from './apply-bounce.ts';
import { applyReply } from './apply-reply.ts';
import { type ReadMail, readMail } from './read-mail.ts';
import { type Finding, SettledMeanwhile, settle } from './settle.ts';

/** A mail that failed its reader this often, more than a job tries, is set aside for the organiser, unread. */
const ATTEMPTS_MAX = 12;

/**
 * Reads mails that came in. Answers to one gathering are one transaction: its row is locked once for all of them, and
 * what fails together is read one by one. First attempts are counted together; what an earlier one did not settle is
 * counted when its turn comes, so that a mail that ends the process spoils no other's.
 * @throws the first fault, after all the others have been read
 */
export async function processMails(deps: Deps, ids: string[]): Promise<void> {
  const first = await beginAttempts(deps, and(inArray(inboundMails.id, ids), eq(inboundMails.attempts, 0)));
  const faults: unknown[] = [];
  const note = (error: unknown) => void faults.push(error);
  for (const group of await byGathering(deps, first)) {
    const isRead = group.length > 1 && (await succeeds(readTogether(deps, group)));
    if (!isRead) for (const row of group) await readAlone(deps, row).catch(note);
  }
  const tried = new Set(first.map(({ id }) => id));
  for (const id of ids) if (!tried.has(id)) await processMail(deps, id).catch(note);
  if (faults.length > 0) throw faults[0];
}

/**
 * Reads a mail that came in and does what it asks for, once, however often and wherever this runs. Null when it was
 * settled before.
 */
export async function processMail(deps: Deps, id: string): Promise<Finding | null> {
  const [row] = await beginAttempts(deps, eq(inboundMails.id, id));
  return row ? readAlone(deps, row) : null;
}

/** Counted outside the transaction: an attempt that ends the process counts too. */
function beginAttempts({ db }: Deps, which: SQL | undefined): Promise<InboundMail[]> {
  return db
    .update(inboundMails)
    .set({ attempts: sql`${inboundMails.attempts} + 1` })
    .where(and(which, isNull(inboundMails.processedAt)))
    .returning();
}

/** In the order in which they came; what is not an answer to a single gathering is by itself. One query. */
async function byGathering({ db }: Deps, rows: InboundMail[]): Promise<InboundMail[][]> {
  const ids = rows.flatMap(({ purpose, invitationId }) => (purpose === 'calendar' && invitationId) || []);
  const invited = await db
    .select({ id: invitations.id, gatheringId: invitations.gatheringId })
    .from(invitations)
    .where(inArray(invitations.id, ids));
  const gatheringOf = new Map(invited.map(({ id, gatheringId }) => [id, gatheringId]));
  const groups = new Map<string, InboundMail[]>();
  for (const row of [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const key = gatheringOf.get(row.invitationId ?? '') ?? row.id;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

async function readAlone(deps: Deps, row: InboundMail): Promise<Finding | null> {
  try {
    return (await readTogether(deps, [row]))[0] ?? null;
  } catch (error) {
    if (error instanceof SettledMeanwhile) return null;
    throw error;
  }
}

/** Doing what they ask for and recording it are one transaction. What cannot be understood is kept as such. */
async function readTogether(deps: Deps, rows: InboundMail[]): Promise<Finding[]> {
  const mails: (ReadMail | null)[] = [];
  for (const row of rows) mails.push(await readOrNull(deps, row));
  const now = deps.now();
  const findings = await deps.db.transaction(async (tx) => {
    const found: Finding[] = [];
    for (const [i, row] of rows.entries()) found.push(await apply(tx, row, mails[i] ?? null, now));
    return found;
  });
  for (const [i, { kind }] of findings.entries()) {
    deps.metrics.inboundMails.inc({ kind });
    deps.log.debug({ inboundMailId: rows[i]?.id, kind }, 'a mail that came in was read');
  }
  return findings;
}

async function apply(tx: Tx, row: InboundMail, mail: ReadMail | null, now: Date): Promise<Finding> {
  if (mail) return (row.purpose === 'bounce' ? applyBounce : applyReply)(tx, { row, mail }, now);
  const finding: Finding = { kind: 'unreadable' };
  await settle(tx, { id: row.id, mail, finding }, now);
  return finding;
}

async function readOrNull({ log }: Deps, { id, raw, attempts }: InboundMail): Promise<ReadMail | null> {
  if (attempts > ATTEMPTS_MAX || raw === null) return null;
  try {
    return await readMail(raw);
  } catch (err) {
    log.warn({ err, inboundMailId: id }, 'a mail that came in cannot be read');
    return null;
  }
}

const succeeds = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );
