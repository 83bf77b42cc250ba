import { hasBegun } from './has-begun.ts';

/** Whether somebody has left by now: the day is that of the person's own zone, and from it on they are gone. */
export function hasLeft(person: { leftOn: string | null; timeZone: string }, now: Date): boolean {
  return person.leftOn !== null && hasBegun(person.leftOn, person.timeZone, now);
}
