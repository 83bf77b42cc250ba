import { inArray } from 'drizzle-orm';

import type { DbOrTx } from '../../db/connect.ts';
import { type Gathering, gatherings } from '../../db/schema/index.ts';

/** These fairs by id, cancelled ones aside; one query. */
export async function fairsById(db: DbOrTx, ids: string[]): Promise<Map<string, Gathering>> {
  const rows = await db
    .select()
    .from(gatherings)
    .where(inArray(gatherings.id, [...new Set(ids)]));
  return new Map(rows.filter(({ status }) => status !== 'cancelled').map((row) => [row.id, row]));
}
