import { sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { UNKNOWN_MANAGER } from './add-person.ts';
import { REJECTED_LISTED_MAX, type Rejections } from './rejections.ts';

/** Takes out of the staging table each line whose address stands in an earlier line. */
export async function rejectRepeated(tx: Tx, rejections: Rejections): Promise<void> {
  const rows = await tx.execute<{ line: number; first: number; total: number }>(sql`
    with ranked as (
      select line, min(line) over (partition by key) as first from people_staging where good
    ), gone as (
      delete from people_staging as staged using ranked
      where staged.line = ranked.line and ranked.line > ranked.first
      returning staged.line, ranked.first
    )
    select line, first, count(*) over ()::integer as total from gone
    order by line limit ${REJECTED_LISTED_MAX}`);
  for (const row of rows) {
    rejections.list({
      line: row.line,
      field: 'email',
      message: `is the address of line ${row.first} already`,
    });
  }
  rejections.count(rows[0]?.total ?? 0);
}

/**
 * Takes out of the staging table each line whose manager is neither in the directory nor in the file. A manager
 * whose own line is rejected counts as in the file: one wrong line must not take a whole department with it.
 */
export async function rejectUnknownManagers(tx: Tx, rejections: Rejections): Promise<void> {
  const rows = await tx.execute<{ line: number; total: number }>(sql`
    with gone as (
      delete from people_staging as staged
      where good and manager_key is not null
        and not exists (select from people_staging as other where other.key = staged.manager_key)
        and not exists (select from people where lower(people.email) = staged.manager_key)
      returning line
    )
    select line, count(*) over ()::integer as total from gone order by line limit ${REJECTED_LISTED_MAX}`);
  for (const row of rows) {
    rejections.list({
      line: row.line,
      ...UNKNOWN_MANAGER,
      message: `${UNKNOWN_MANAGER.message} or in the file`,
    });
  }
  rejections.count(rows[0]?.total ?? 0);
}
