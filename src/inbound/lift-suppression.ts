import { eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { suppressions } from '../db/schema/index.ts';

/** Lets mail go to an address again; what was given up meanwhile stays so. False when there is no such entry. */
export async function liftSuppression(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx
    .delete(suppressions)
    .where(eq(suppressions.id, id))
    .returning({ id: suppressions.id });
  return rows.length === 1;
}
