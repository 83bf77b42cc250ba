import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { type Person, people } from '../db/schema/index.ts';
import type { Written } from './field-rules.ts';
import { checkPerson, type FieldProblem, isOwnManager, type PersonValues } from './person-rules.ts';
import { findPersonByEmail } from './queries.ts';

/** A new person as a caller wrote them. */
export type PersonInput = { [F in keyof PersonValues]?: Written };

/** What became of a person to be written. */
export type PersonOutcome = { person: Person } | { problems: FieldProblem[] } | { taken: true };

export const OWN_MANAGER: FieldProblem = { field: 'managerEmail', message: 'must be another person' };
export const UNKNOWN_MANAGER: FieldProblem = {
  field: 'managerEmail',
  message: 'must be the address of somebody in the directory',
};

/**
 * Adds a person to the directory; lists that are not given are empty, the kind is staff. Of several callers at once
 * with one address, one adds and the others are told that it is taken.
 */
export async function addPerson(tx: Tx, input: PersonInput, now: Date): Promise<PersonOutcome> {
  const checked = checkPerson(input);
  if ('problems' in checked) return checked;
  const values = checked.values as Pick<PersonValues, 'email' | 'name' | 'unit' | 'location' | 'timeZone'> &
    Partial<PersonValues>;
  if (isOwnManager(values)) return { problems: [OWN_MANAGER] };
  if (values.managerEmail && !(await findPersonByEmail(tx, values.managerEmail))) {
    return { problems: [UNKNOWN_MANAGER] };
  }
  const id = uuidv7({ msecs: now.getTime() });
  const [person] = await tx
    .insert(people)
    .values({ ...values, id, createdAt: now, updatedAt: now })
    .onConflictDoNothing()
    .returning();
  return person ? { person } : { taken: true };
}
