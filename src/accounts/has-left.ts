import { localOf } from '../calendar/time-zones.ts';
import type { Person } from '../db/schema/index.ts';

/** Whether somebody has left by now: the day is that of the person's own zone, and from it on they are gone. */
export function hasLeft(person: Pick<Person, 'leftOn' | 'timeZone'>, now: Date): boolean {
  if (person.leftOn === null) return false;
  const today = localOf(now, person.timeZone).local.slice(0, 'yyyy-mm-dd'.length);
  return person.leftOn <= today;
}
