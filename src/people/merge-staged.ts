import { type SQL, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { DATABASE_COLUMNS, PERSON_COLUMNS, type PersonColumn } from './people-columns.ts';

/** What a file changes in the directory; together the lines that were accepted. */
export type MergeCounts = { created: number; updated: number; unchanged: number };

/** Imports take turns here: two at once with the same people would wait for each other's rows. The number is ours. */
const IMPORT_LOCK = 41_230_616;

/** Waits for an import in hand, which ends with its transaction. */
export async function takeTurn(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${IMPORT_LOCK})`);
}

/** What `mergeStaged` would do. */
export async function countChanges(tx: Tx, columns: PersonColumn[]): Promise<MergeCounts> {
  const [row] = await tx.execute<MergeCounts>(sql`
    select
      count(*) filter (where people.id is null)::integer as created,
      count(*) filter (where people.id is not null and ${differs(columns)})::integer as updated,
      count(*) filter (where people.id is not null and not ${differs(columns)})::integer as unchanged
    from people_staging as staged left join people on lower(people.email) = staged.key
    where staged.good`);
  return row ?? { created: 0, updated: 0, unchanged: 0 };
}

/**
 * Brings the good lines of the staging table into the directory. Columns that the file does not have stay as they
 * are; people who are the same already are not touched. Somebody added meanwhile under an address of the file is
 * updated.
 */
export async function mergeStaged(tx: Tx, columns: PersonColumn[], now: Date): Promise<MergeCounts> {
  const names = PERSON_COLUMNS.map(identifier);
  const set = sql.join(
    columns.map((name) => sql`${identifier(name)} = excluded.${identifier(name)}`),
    sql`, `,
  );
  const [total] = await tx.execute<{ good: number }>(
    sql`select count(*)::integer as good from people_staging where good`,
  );
  const updates = await tx.execute(sql`
    update people
    set ${sql.join(
      columns.map((name) => sql`${identifier(name)} = staged.${identifier(name)}`),
      sql`, `,
    )}, updated_at = ${now.toISOString()}
    from people_staging as staged
    where staged.good and lower(people.email) = staged.key and ${differs(columns)}`);
  const [inserts] = await tx.execute<{ created: number; updated: number }>(sql`
    with written as (
      insert into people (id, ${sql.join(names, sql`, `)}, created_at, updated_at)
      select id, ${sql.join(PERSON_COLUMNS.map(withDefault), sql`, `)}, ${now.toISOString()}, ${now.toISOString()}
      from people_staging as staged
      where good and not exists (select from people where lower(people.email) = staged.key)
      order by line
      on conflict (lower(email)) do update set ${set}, updated_at = excluded.updated_at
      returning xmax = 0 as created
    )
    select
      count(*) filter (where created)::integer as created,
      count(*) filter (where not created)::integer as updated
    from written`);
  const created = inserts?.created ?? 0;
  const updated = updates.count + (inserts?.updated ?? 0);
  return { created, updated, unchanged: (total?.good ?? 0) - created - updated };
}

/** True for a person whom the file would change. */
function differs(columns: PersonColumn[]): SQL {
  const of = (table: string) =>
    sql.join(
      columns.map((name) => sql`${sql.raw(table)}.${identifier(name)}`),
      sql`, `,
    );
  return sql`(${of('people')}) is distinct from (${of('staged')})`;
}

function identifier(name: PersonColumn) {
  return sql.identifier(DATABASE_COLUMNS[name]);
}

/** What a new person has where the file has no such column. */
function withDefault(name: PersonColumn): SQL {
  if (name === 'kind') return sql`coalesce(kind, 'staff')`;
  if (name === 'languages' || name === 'offers' || name === 'asks')
    return sql`coalesce(${identifier(name)}, '{}')`;
  return sql`${identifier(name)}`;
}
