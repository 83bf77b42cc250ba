import { type SQL, sql } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import type { MetPages } from '../mixing/index.ts';

/** So many meetings, some 80 kB of text, come as one row: about what arrives at once from the database. */
const MEETINGS_PER_PAGE = 1_000;

/**
 * The meetings that a query gives (`person_a`, `person_b`, `met_at`, each pair once) as pages for the engine, in order of
 * the pairs. As rows of their own they would hold up other requests for as long as it takes to make them objects.
 */
export async function metPages(db: DbOrTx, meetings: SQL): Promise<MetPages> {
  const rows = await db.execute<{ page: string }>(sql`
    with met as (${meetings}),
    lines as (
      select person_a, person_b,
        (row_number() over (order by person_a, person_b) - 1) / ${MEETINGS_PER_PAGE}::int as number,
        person_a || ',' || person_b || ',' || to_char(met_at at time zone 'UTC', 'YYYY-MM-DD') as line
      from met)
    select string_agg(line, E'\\n' order by person_a, person_b) as page from lines
    group by number order by number`);
  return rows.map(({ page }) => page);
}
