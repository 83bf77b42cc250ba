import type { Static } from 'typebox';

import type { Person as PersonRow } from '../db/schema/index.ts';
import type { Person } from './schemas.ts';

/** A person as the API shows them: what they may do after signing in is not part of the directory. */
export function personAnswer(row: PersonRow): Static<typeof Person> {
  const { role: _role, createdAt, updatedAt, ...shown } = row;
  return { ...shown, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
