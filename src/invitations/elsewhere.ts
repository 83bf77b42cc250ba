import { and, count, eq, inArray, ne } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import { invitations, people } from '../db/schema/index.ts';

/** How many people a gathering's invitations reach in each unit at each location. */
export type Room = { unit: string; location: string; people: number }[];

/** Where the others come from, for one reader: sorted names, no numbers. */
export type Elsewhere = { units: string[]; locations: string[] };

/** Below five nothing is said of a group, so that it does not point at a person (rules of conduct, 4). */
const GROUP_SIZE_MIN = 5;

/** Who is invited to these gatherings and has not declined, by unit and location; one query. */
export async function roomsOf(db: DbOrTx, gatheringIds: string[]): Promise<Map<string, Room>> {
  const rows = await db
    .select({
      gatheringId: invitations.gatheringId,
      unit: people.unit,
      location: people.location,
      people: count(),
    })
    .from(invitations)
    .innerJoin(people, eq(people.id, invitations.personId))
    .where(and(inArray(invitations.gatheringId, gatheringIds), ne(invitations.answer, 'declined')))
    .groupBy(invitations.gatheringId, people.unit, people.location);
  const rooms = new Map<string, Room>();
  for (const { gatheringId, ...group } of rows) {
    if (gatheringId === null) continue;
    const room = rooms.get(gatheringId);
    if (room) room.push(group);
    else rooms.set(gatheringId, [group]);
  }
  return rooms;
}

/** The other units and locations of a room as a reader may see them; null while fewer than five are from elsewhere. */
export function elsewhere(room: Room, reader: { unit: string; location: string }): Elsewhere | null {
  const others = room.filter((group) => group.unit !== reader.unit || group.location !== reader.location);
  if (others.reduce((sum, group) => sum + group.people, 0) < GROUP_SIZE_MIN) return null;
  const sorted = (names: string[], own: string) =>
    [...new Set(names)].filter((name) => name !== own).sort((a, b) => a.localeCompare(b, 'en'));
  return {
    units: sorted(
      others.map((group) => group.unit),
      reader.unit,
    ),
    locations: sorted(
      others.map((group) => group.location),
      reader.location,
    ),
  };
}
