import { eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type Gathering, gatherings } from '../db/schema/index.ts';
import type { InputError } from '../problems.ts';
import { nextSequence } from './next-sequence.ts';
import { oweCancellations } from './owe-news.ts';
import { readText } from './plan.ts';

/** What became of a cancellation; one that is asked for again changes nothing. */
export type Cancelled =
  | { outcome: 'not-open' }
  | { outcome: 'impossible'; errors: InputError[] }
  | { outcome: 'cancelled' | 'already-cancelled'; gathering: Gathering };

/**
 * Cancels a gathering until it is over and owes a cancellation to those whom its invitation has reached. The row must
 * be locked by this transaction.
 */
export async function cancel(
  tx: Tx,
  gathering: Gathering,
  reason: string | null,
  now: Date,
): Promise<Cancelled> {
  if (gathering.status === 'cancelled') return { outcome: 'already-cancelled', gathering };
  if (gathering.status !== 'scheduled' || gathering.endsAt.getTime() <= now.getTime()) {
    return { outcome: 'not-open' };
  }
  const read = readText('/reason', reason);
  if ('errors' in read) return { outcome: 'impossible', errors: read.errors };
  const [cancelled] = await tx
    .update(gatherings)
    .set({
      status: 'cancelled',
      sequence: await nextSequence(tx, gathering),
      cancelReason: read.value,
      cancelledAt: now,
      updatedAt: now,
    })
    .where(eq(gatherings.id, gathering.id))
    .returning();
  if (!cancelled) throw new Error('the locked gathering is gone');
  await oweCancellations(tx, cancelled, now);
  return { outcome: 'cancelled', gathering: cancelled };
}
