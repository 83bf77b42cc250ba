import type { Gathering } from '../db/schema/index.ts';

/** How long before the start people may come in. */
const EARLY_MS = 2 * 60 * 60 * 1000;

/** Whether people check in at the door now: from two hours before the start until the end. */
export function isDoorOpen(
  { status, startsAt, endsAt }: Pick<Gathering, 'status' | 'startsAt' | 'endsAt'>,
  now: Date,
): boolean {
  return status === 'scheduled' && now.getTime() >= startsAt.getTime() - EARLY_MS && now < endsAt;
}
