import { and, eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { programmes } from '../db/schema/index.ts';
import type { InputError } from '../problems.ts';
import { cancelSeries } from '../series/cancel-series.ts';
import type { ProgrammeRow } from './queries.ts';

/**
 * Ends a programme: its dates to come are called off, and whom they had reached is told. Ending what has ended changes
 * nothing. Programme and series must be locked.
 */
export async function endProgramme(
  tx: Tx,
  { series }: ProgrammeRow,
  reason: string | null,
  now: Date,
): Promise<{ errors: InputError[] } | null> {
  const result = await cancelSeries(tx, series, reason, now);
  if (result.outcome === 'impossible') return { errors: result.errors };
  await endWithSeries(tx, series.id, now);
  return null;
}

/** The programme over this series ends, where there is one: nothing more is held. */
export async function endWithSeries(tx: Tx, seriesId: string, now: Date): Promise<void> {
  await tx
    .update(programmes)
    .set({ status: 'ended', endedAt: now, updatedAt: now })
    .where(and(eq(programmes.seriesId, seriesId), eq(programmes.status, 'active')));
}
