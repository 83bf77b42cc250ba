import { eq, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type Gathering, series } from '../db/schema/index.ts';

/**
 * The SEQUENCE of a gathering after a change. A date of a series takes its series' next one: in a calendar all dates
 * stand under one UID, and what comes later must carry the higher number (RFC 5546 §2.1.4).
 */
export async function nextSequence(
  tx: Tx,
  { seriesId, sequence }: Pick<Gathering, 'seriesId' | 'sequence'>,
): Promise<number> {
  if (seriesId === null) return sequence + 1;
  const [row] = await tx
    .update(series)
    .set({ sequence: sql`greatest(${series.sequence}, ${sequence}) + 1` })
    .where(eq(series.id, seriesId))
    .returning({ sequence: series.sequence });
  if (!row) throw new Error('the series of a locked gathering is gone');
  return row.sequence;
}
