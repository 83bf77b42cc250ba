import type { Attendance, Gathering } from '../db/schema/index.ts';

/** How many may attend in this way, guests included; null: no limit. */
export function placesOf(
  { capacity, remoteCapacity }: Pick<Gathering, 'capacity' | 'remoteCapacity'>,
  attends: Attendance,
): number | null {
  return attends === 'remote' ? remoteCapacity : capacity;
}
