import { hasBegun } from '../calendar/time-zones.ts';
import type { Person } from '../db/schema/index.ts';

/** Whether somebody has left by now: the day is that of the person's own zone, and from it on they are gone. */
export function hasLeft({ leftOn, timeZone }: Pick<Person, 'leftOn' | 'timeZone'>, now: Date): boolean {
  return leftOn !== null && hasBegun(leftOn, timeZone, now);
}
