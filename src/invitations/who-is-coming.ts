import { and, eq, ne, sql } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import { invitations, people } from '../db/schema/index.ts';

/** Where those who accepted come from; no names, no numbers. */
export type Coming = { units: string[]; locations: string[] };

/** Fewer people are not described (domain rules §6.4). */
const GROUP_SIZE_MIN = 5;

/**
 * The units and locations of the others who accepted, or null while they are fewer than five: a smaller group would
 * tell who they are.
 */
export async function whoIsComing(
  db: DbOrTx,
  { gatheringId, personId }: { gatheringId: string; personId: string },
): Promise<Coming | null> {
  const [row] = await db
    .select({
      count: sql<number>`count(*)::int`,
      units: sql<string[]>`array_agg(distinct ${people.unit} order by ${people.unit})`,
      locations: sql<string[]>`array_agg(distinct ${people.location} order by ${people.location})`,
    })
    .from(invitations)
    .innerJoin(people, eq(people.id, invitations.personId))
    .where(
      and(
        eq(invitations.gatheringId, gatheringId),
        eq(invitations.answer, 'accepted'),
        ne(invitations.personId, personId),
      ),
    );
  if (!row || row.count < GROUP_SIZE_MIN) return null;
  return { units: row.units, locations: row.locations };
}
