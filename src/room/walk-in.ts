import type { Tx } from '../db/connect.ts';
import type { Gathering } from '../db/schema/index.ts';
import { addPerson } from '../people/add-person.ts';
import type { FieldProblem } from '../people/person-rules.ts';
import { findPersonByEmail } from '../people/queries.ts';
import { type AdmitOutcome, admit } from './admit.ts';
import { isDoorOpen } from './door-hours.ts';
import { placesTaken } from './queries.ts';

/** Somebody at the door who may not be in the directory. */
export type Stranger = { name: string; email: string; unit: string; location: string };

export type WalkInOutcome = AdmitOutcome | { outcome: 'impossible'; problems: FieldProblem[] };

/**
 * Lets in somebody who is not on the list: whoever the directory knows by the address as who they are, anybody else as
 * a guest. Of a full room nothing is kept. The gathering's row must be locked.
 */
export async function walkIn(
  tx: Tx,
  input: { gathering: Gathering; stranger: Stranger; overCapacity?: boolean },
  now: Date,
): Promise<WalkInOutcome> {
  const { gathering, stranger, overCapacity = false } = input;
  if (!isDoorOpen(gathering, now)) return { outcome: 'not-open' };
  const known = await findPersonByEmail(tx, stranger.email.trim());
  if (known) return admit(tx, { gathering, personId: known.id, overCapacity }, now);
  const { capacity, id, timeZone } = gathering;
  if (!overCapacity && capacity !== null && (await placesTaken(tx, id, null, now)) >= capacity) {
    return { outcome: 'full' };
  }
  const { name, email, unit, location } = stranger;
  const added = await addPerson(tx, { name, email, unit, location, timeZone, kind: 'guest' }, now);
  if ('problems' in added) return { outcome: 'impossible', problems: added.problems };
  const person = 'person' in added ? added.person : await findPersonByEmail(tx, stranger.email.trim());
  if (!person) return { outcome: 'no-person' };
  return admit(tx, { gathering, personId: person.id, overCapacity }, now);
}
