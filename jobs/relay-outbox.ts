import { asc, inArray, lte } from 'drizzle-orm';

import { outbox } from '../src/db/schema/index.ts';
import type { Deps } from '../src/deps.ts';
import type { JobName } from '../src/outbox/jobs.ts';
import { JOBS } from './index.ts';
import type { JobQueue } from './queues.ts';

/** Rows moved in one transaction; addBulk takes hundreds in a few milliseconds. */
const BATCH_SIZE = 500;

/**
 * Moves what is due from the outbox to BullMQ and returns how many rows it moved. Relays may run side by side: each
 * locks its rows and skips those of the others. The row goes only after BullMQ has the job; dying in between hands
 * the job over twice, under one id.
 */
export async function relayOutbox(deps: Deps, queue: JobQueue): Promise<number> {
  return deps.db.transaction(async (tx) => {
    const rows = await tx
      .select()
      .from(outbox)
      .where(lte(outbox.runAt, deps.now()))
      .orderBy(asc(outbox.runAt), asc(outbox.id))
      .limit(BATCH_SIZE)
      .for('update', { skipLocked: true });
    if (rows.length === 0) return 0;
    await queue.addBulk(
      rows.map((row) => {
        const { attempts, backoffMs } = JOBS[row.name as JobName];
        return {
          name: row.name,
          data: row.payload,
          // A custom id may neither be all digits nor hold a colon.
          opts: { jobId: `outbox-${row.id}`, attempts, backoff: { type: 'exponential', delay: backoffMs } },
        };
      }),
    );
    await tx.delete(outbox).where(
      inArray(
        outbox.id,
        rows.map((row) => row.id),
      ),
    );
    return rows.length;
  });
}
