import type { Gathering } from '../db/schema/index.ts';

/** Whether people may still be invited, answer and change their answer: scheduled and not begun. */
export function isOpen(gathering: Pick<Gathering, 'status' | 'startsAt'>, now: Date): boolean {
  return gathering.status === 'scheduled' && gathering.startsAt > now;
}
