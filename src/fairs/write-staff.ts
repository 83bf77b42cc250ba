import { and, eq, inArray } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { stallStaff } from '../db/schema/index.ts';
import type { InputError } from '../problems.ts';

/**
 * Puts these people at a stall in place of those it had. Nobody staffs two stalls of a fair: who does already is an
 * error of the input, whichever came first.
 */
export async function writeStaff(
  tx: Tx,
  { gatheringId, stallId, staffIds }: { gatheringId: string; stallId: string; staffIds: string[] },
): Promise<InputError[]> {
  await tx.delete(stallStaff).where(eq(stallStaff.stallId, stallId));
  const rows = staffIds.map((personId, place) => ({ gatheringId, stallId, personId, place }));
  await tx.insert(stallStaff).values(rows).onConflictDoNothing();
  const here = await tx
    .select({ personId: stallStaff.personId })
    .from(stallStaff)
    .where(and(eq(stallStaff.stallId, stallId), inArray(stallStaff.personId, staffIds)));
  const placed = new Set(here.map(({ personId }) => personId));
  return staffIds.flatMap((id, i) =>
    placed.has(id) ? [] : [{ pointer: `/staffIds/${i}`, message: 'staffs another stall of this fair' }],
  );
}
