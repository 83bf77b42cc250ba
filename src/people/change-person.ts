import { isDeepStrictEqual } from 'node:util';
import { eq, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type Person, people } from '../db/schema/index.ts';
import { violatedConstraint } from '../db/violated-constraint.ts';
import { OWN_MANAGER, type PersonInput, type PersonOutcome, UNKNOWN_MANAGER } from './add-person.ts';
import type { Written } from './field-rules.ts';
import { type ChangedLater, checkPerson, type FieldProblem, isOwnManager } from './person-rules.ts';
import { findPersonByEmail } from './queries.ts';

/** An absence that ends before it begins. */
export const ENDS_FIRST: FieldProblem = { field: 'awayUntil', message: 'must not be before awayFrom' };

/** What a caller changes of a person. */
export type PersonChanges = PersonInput & { [F in keyof ChangedLater]?: Written };

/**
 * Changes a person; a change to what is there already leaves `updatedAt` alone. With a new address those who name
 * the person as their manager follow.
 * @returns null when nobody has this id.
 */
export async function changePerson(
  tx: Tx,
  input: { id: string; changes: PersonChanges },
  now: Date,
): Promise<PersonOutcome | null> {
  const [before] = await tx.select().from(people).where(eq(people.id, input.id)).for('update');
  if (!before) return null;
  const checked = checkPerson(input.changes);
  if ('problems' in checked) return checked;
  const after: Person = { ...before, ...checked.values };
  if (isDeepStrictEqual(after, before)) return { person: before };
  const problem = await problemOf(tx, before, after);
  if (problem) return { problems: [problem] };
  try {
    // A savepoint: a taken address must not spoil the caller's transaction.
    return await tx.transaction(async (inner) => {
      const [person] = await inner
        .update(people)
        .set({ ...checked.values, updatedAt: now })
        .where(eq(people.id, input.id))
        .returning();
      if (!person) return null;
      if (before.email !== after.email) await renameManager(inner, before.email, after.email, now);
      return { person };
    });
  } catch (error) {
    if (violatedConstraint(error) === 'people_email_key') return { taken: true };
    throw error;
  }
}

async function problemOf(tx: Tx, before: Person, after: Person): Promise<FieldProblem | null> {
  if (after.awayFrom !== null && after.awayUntil !== null && after.awayFrom > after.awayUntil) {
    return ENDS_FIRST;
  }
  if (isOwnManager(after)) return OWN_MANAGER;
  if (after.managerEmail === null || after.managerEmail === before.managerEmail) return null;
  return (await findPersonByEmail(tx, after.managerEmail)) ? null : UNKNOWN_MANAGER;
}

/** Puts another address, or none, in the place of a manager's. */
export async function renameManager(tx: Tx, from: string, to: string | null, now: Date): Promise<void> {
  await tx
    .update(people)
    .set({ managerEmail: to, updatedAt: now })
    .where(sql`lower(${people.managerEmail}) = ${from.toLowerCase()}`);
}
