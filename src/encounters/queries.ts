import { and, asc, eq, gt, or, sql } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import { encounters, gatherings, people } from '../db/schema/index.ts';

/** A person's own encounters, oldest first: who, where and on what evidence. One query. */
export async function encountersOf(
  db: DbOrTx,
  personId: string,
  page: { after: string | null; limit: number },
) {
  const other = sql`case when ${encounters.personA} = ${personId} then ${encounters.personB} else ${encounters.personA} end`;
  const rows = await db
    .select({
      id: encounters.id,
      level: encounters.level,
      metAt: encounters.metAt,
      personId: people.id,
      name: people.name,
      unit: people.unit,
      location: people.location,
      gatheringId: gatherings.id,
      title: gatherings.title,
      place: gatherings.place,
    })
    .from(encounters)
    .innerJoin(people, eq(people.id, other))
    .innerJoin(gatherings, eq(gatherings.id, encounters.gatheringId))
    .where(
      and(
        or(eq(encounters.personA, personId), eq(encounters.personB, personId)),
        page.after ? gt(encounters.id, page.after) : undefined,
      ),
    )
    .orderBy(asc(encounters.id))
    .limit(page.limit + 1);
  return rows.map(({ id, level, metAt, gatheringId, title, place, ...who }) => ({
    id,
    who,
    where: { gatheringId, title, place },
    level,
    metAt,
  }));
}
