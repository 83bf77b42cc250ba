import { and, asc, desc, eq, gt, lt, or, sql } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import { encounters, gatherings, people } from '../db/schema/index.ts';

/**
 * A person's own encounters: who, where and on what evidence, in the order in which they were recorded or, `newestFirst`,
 * in the opposite one. One row more than `limit`; one query.
 */
export async function encountersOf(
  db: DbOrTx,
  personId: string,
  page: { after: string | null; limit: number; newestFirst?: boolean },
) {
  const [order, beyond] = page.newestFirst ? ([desc, lt] as const) : ([asc, gt] as const);
  const other = sql`case when ${encounters.personA} = ${personId} then ${encounters.personB} else ${encounters.personA} end`;
  const rows = await db
    .select({
      id: encounters.id,
      level: encounters.level,
      metAt: encounters.metAt,
      rule: encounters.evidence,
      round: encounters.roundNumber,
      tableSize: encounters.tableSize,
      minutes: encounters.minutes,
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
        page.after ? beyond(encounters.id, page.after) : undefined,
      ),
    )
    .orderBy(order(encounters.id))
    .limit(page.limit + 1);
  return rows.map((row) => {
    const { id, level, metAt, gatheringId, title, place, rule, round, tableSize, minutes, ...who } = row;
    const evidence = { rule, round, tableSize, minutes };
    return { id, who, where: { gatheringId, title, place }, level, metAt, evidence };
  });
}
