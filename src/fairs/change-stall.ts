import { eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { stalls } from '../db/schema/index.ts';
import type { InputError } from '../problems.ts';
import { findStall, type StaffedStall } from './queries.ts';
import { readStaff } from './read-staff.ts';
import type { StallChangeInput } from './schemas.ts';
import { writeStaff } from './write-staff.ts';

/** Changes what is named of a stall. The caller rolls back on errors. */
export async function changeStall(
  tx: Tx,
  { stall, change }: { stall: StaffedStall['stall']; change: StallChangeInput },
  now: Date,
): Promise<{ changed: StaffedStall } | { errors: InputError[] } | 'too-few'> {
  const { staffIds, ...fields } = change;
  const { id: stallId, gatheringId } = stall;
  await tx
    .update(stalls)
    .set({ ...fields, updatedAt: now })
    .where(eq(stalls.id, stallId));
  if (staffIds) {
    const read = await readStaff(tx, staffIds);
    if (read === 'too-few' || 'errors' in read) return read;
    const ids = read.staff.map(({ id }) => id);
    const errors = await writeStaff(tx, { gatheringId, stallId, staffIds: ids });
    if (errors.length > 0) return { errors };
  }
  const changed = await findStall(tx, { gatheringId, stallId });
  if (!changed) throw new Error('the stall is gone');
  return { changed };
}
