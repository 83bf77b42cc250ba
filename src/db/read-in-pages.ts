import { setImmediate } from 'node:timers/promises';
import { type SQLWrapper, sql } from 'drizzle-orm';

import type { DbOrTx } from './connect.ts';

/** So many rows are one JSON text: a millisecond or two to read. */
const ROWS_PER_PAGE = 1_000;

/** What a query selects for `readInPages`: a row as JSON with these keys, and its number in this order, from 0. */
export const asPages = (columns: Record<string, SQLWrapper>, order: SQLWrapper) => ({
  row: sql<unknown>`json_build_object(${sql.join(
    Object.entries(columns).map(([key, column]) => sql`${sql.raw(`'${key}'`)}, ${column}`),
    sql`, `,
  )})`.as('row_json'),
  number: sql<number>`row_number() over (order by ${order}) - 1`.as('row_number'),
});

/**
 * Rows of a query that may give tens of thousands, in one statement. They come as JSON a thousand at a time, and other
 * requests have their turn in between; one by one they would hold these up until all are made objects.
 */
export async function readInPages<R>(db: DbOrTx, query: SQLWrapper): Promise<R[]> {
  const pages = await db.execute<{ page: string }>(sql`
    select json_agg(row_json order by row_number)::text as page from (${query}) as numbered
    group by row_number / ${ROWS_PER_PAGE}::int order by min(row_number)`);
  const rows: R[] = [];
  for (const { page } of pages) {
    await setImmediate();
    rows.push(...(JSON.parse(page) as R[]));
  }
  return rows;
}
