import { localOf } from './local-time.ts';

/** Whether a day (`2026-12-03`) has begun for those who live by a zone: true from its midnight there, for ever. */
export function hasBegun(day: string, timeZone: string, now: Date): boolean {
  return day <= localOf(now, timeZone).local.slice(0, 'yyyy-mm-dd'.length);
}
