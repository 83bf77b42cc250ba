import { count, sql } from 'drizzle-orm';

import { purgeExpired } from '../src/accounts/purge-expired.ts';
import { outbox } from '../src/db/schema/index.ts';
import type { Deps } from '../src/deps.ts';
import { purgeAnswers } from '../src/http/purge-answers.ts';
import { oweUnreadMails } from '../src/inbound/owe-unread-mails.ts';
import { purgeInboundMails } from '../src/inbound/purge-inbound-mails.ts';
import { giveUpDeadClaims, oweLostMails } from '../src/mail/free-stuck-mails.ts';
import { oweExtensions } from '../src/series/extend-series.ts';
import type { JobQueue } from './queues.ts';

/** One sweeping process at a time; the others skip their turn. The number is arbitrary and ours. */
const SWEEP_LOCK = 41_230_617;

/** Frees what is stuck, deletes what is over and owes what time has made due, in one transaction. Says nothing when there was nothing to free. */
export async function sweep(deps: Deps, claimMaxMs?: number): Promise<void> {
  const now = deps.now();
  const freed = await deps.db.transaction(async (tx) => {
    const [lock] = await tx.execute<{ held: boolean }>(
      sql`select pg_try_advisory_xact_lock(${SWEEP_LOCK}) as held`,
    );
    if (!lock?.held) return null;
    const unknown = await giveUpDeadClaims(tx, now, claimMaxMs);
    const owedAgain = await oweLostMails(tx, now);
    await oweExtensions(tx, now);
    await purgeAnswers(tx, now);
    await purgeExpired(tx, now);
    await purgeInboundMails(tx, now);
    const unread = await oweUnreadMails(tx, now);
    return { unknown, owedAgain, unread };
  });
  if (freed === null) return;
  for (const kind of freed.unknown) deps.metrics.mails.inc({ kind, delivery: 'unknown' });
  if (freed.unknown.length > 0) {
    deps.log.warn({ mails: freed.unknown.length }, 'mails whose sender died are taken for unknown');
  }
  if (freed.unread > 0)
    deps.log.warn({ mails: freed.unread }, 'mails that came in are owed to a reader again');
  if (freed.owedAgain > 0) deps.log.warn({ mails: freed.owedAgain }, 'mails without a job are owed again');
}

/** Writes the depth of queue and outbox into the metrics. */
export async function gauge({ db, metrics }: Deps, queue: JobQueue): Promise<void> {
  const [row] = await db.select({ jobs: count() }).from(outbox);
  metrics.outboxDepth.set(row?.jobs ?? 0);
  for (const [state, jobs] of Object.entries(await queue.counts())) metrics.queueDepth.set({ state }, jobs);
}
