import type { Static } from 'typebox';

import type { Person as PersonRow } from '../db/schema/index.ts';
import { Problem } from '../problems.ts';
import type { PersonOutcome } from './add-person.ts';
import type { Person } from './schemas.ts';

/** A person as the API shows them: what they may do after signing in is not part of the directory. */
export function personAnswer(row: PersonRow): Static<typeof Person> {
  const { role: _role, createdAt, updatedAt, ...shown } = row;
  return { ...shown, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}

/** The person of a write that came to something. @throws Problem that says why it did not. */
export function outcomeAnswer(outcome: PersonOutcome): Static<typeof Person> {
  if ('person' in outcome) return personAnswer(outcome.person);
  if ('taken' in outcome) {
    const message = 'somebody in the directory has this address already';
    throw new Problem('email-taken', `/email: ${message}`, { errors: [{ pointer: '/email', message }] });
  }
  const errors = outcome.problems.map(({ field, message }) => ({ pointer: `/${field}`, message }));
  throw new Problem('impossible', errors.map((error) => `${error.pointer}: ${error.message}`).join('; '), {
    errors,
  });
}
