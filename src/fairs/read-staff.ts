import { inArray } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { people } from '../db/schema/index.ts';
import type { InputError } from '../problems.ts';
import type { StaffPerson } from './queries.ts';
import { STAFF_MIN } from './schemas.ts';

/** `too-few`: a stall is staffed by two at least. */
export type ReadStaff = { staff: StaffPerson[] } | { errors: InputError[] } | 'too-few';

/** Looks the staff of a stall up, in the order given, each once; their rows are held against erasure. */
export async function readStaff(tx: Tx, staffIds: string[]): Promise<ReadStaff> {
  const ids = [...new Set(staffIds)];
  if (ids.length < STAFF_MIN) return 'too-few';
  const found = await tx
    .select({ id: people.id, name: people.name, unit: people.unit })
    .from(people)
    .where(inArray(people.id, ids))
    .orderBy(people.id)
    .for('key share');
  const byId = new Map(found.map((person) => [person.id, person]));
  const errors = staffIds.flatMap((id, i) =>
    byId.has(id) ? [] : [{ pointer: `/staffIds/${i}`, message: 'is nobody in the directory' }],
  );
  if (errors.length > 0) return { errors };
  return { staff: ids.flatMap((id) => byId.get(id) ?? []) };
}
