import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { stalls } from '../db/schema/index.ts';
import type { InputError } from '../problems.ts';
import type { StaffedStall } from './queries.ts';
import { readStaff } from './read-staff.ts';
import type { NewStallInput } from './schemas.ts';
import { writeStaff } from './write-staff.ts';

export type AddedStall = { added: StaffedStall } | { errors: InputError[] } | 'too-few';

/** Adds a stall to a fair: as a proposal, or confirmed where an organiser adds it. The caller rolls back on errors. */
export async function addStall(
  tx: Tx,
  input: { gatheringId: string; stall: NewStallInput; status: 'proposed' | 'confirmed'; createdBy: string },
  now: Date,
): Promise<AddedStall> {
  const { gatheringId, status, createdBy } = input;
  const { staffIds, ...fields } = input.stall;
  const read = await readStaff(tx, staffIds);
  if (read === 'too-few' || 'errors' in read) return read;
  const [stall] = await tx
    .insert(stalls)
    .values({
      ...fields,
      unit: fields.unit ?? read.staff[0]?.unit ?? '',
      id: uuidv7({ msecs: now.getTime() }),
      gatheringId,
      status,
      createdBy,
      createdAt: now,
      updatedAt: now,
    })
    .returning();
  if (!stall) throw new Error('an insert returned no row');
  const errors = await writeStaff(tx, {
    gatheringId,
    stallId: stall.id,
    staffIds: read.staff.map(({ id }) => id),
  });
  return errors.length > 0 ? { errors } : { added: { stall, staff: read.staff } };
}
