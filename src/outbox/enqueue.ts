import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { outbox } from '../db/schema/index.ts';
import type { JobName, JobPayload } from './jobs.ts';

/**
 * Owes a job: it runs if and only if the transaction commits, not before `runAt`.
 * The relay hands it to BullMQ; nobody else calls the queue.
 */
export async function enqueue<N extends JobName>(
  tx: Tx,
  name: N,
  payload: JobPayload<N>,
  now: Date,
  runAt: Date = now,
): Promise<void> {
  await enqueueAll(tx, name, [payload], now, runAt);
}

/** Owes many jobs of one kind in one statement. */
export async function enqueueAll<N extends JobName>(
  tx: Tx,
  name: N,
  payloads: JobPayload<N>[],
  now: Date,
  runAt: Date = now,
): Promise<void> {
  if (payloads.length === 0) return;
  await tx
    .insert(outbox)
    .values(payloads.map((payload) => ({ id: uuidv7(), name, payload, runAt, createdAt: now })));
}
