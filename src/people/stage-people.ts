import { type SQL, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { DATABASE_COLUMNS, LIST_COLUMNS, PERSON_COLUMNS } from './people-columns.ts';
import type { PersonValues } from './person-rules.ts';

/**
 * A line of a file on its way into the directory. A line that broke a rule is staged without values: its address may
 * still be that of somebody's manager.
 */
export type StagedPerson = { line: number; id: string; email: string; values: Partial<PersonValues> | null };

/** Makes the table, visible to this transaction alone, in which a file is held against itself and the directory. */
export async function createStaging(tx: Tx): Promise<void> {
  await tx.execute(sql`
    create temporary table people_staging (
      line integer not null,
      id uuid not null,
      key text not null,
      good boolean not null,
      manager_key text,
      email text,
      name text,
      unit text,
      location text,
      time_zone text,
      grade text,
      manager_email text,
      started_on date,
      languages text[],
      offers text[],
      asks text[],
      kind text
    ) on commit drop`);
}

/** Adds lines to the staging table, in one statement. A line is good when it has a name: a staged one always does. */
export async function stagePeople(tx: Tx, rows: StagedPerson[]): Promise<void> {
  const column = (of: (row: StagedPerson) => unknown, type: string): SQL =>
    sql`${sql.param(rows.map(of))}::${sql.raw(type)}[]`;
  const columns = [
    column((row) => row.line, 'integer'),
    column((row) => row.id, 'uuid'),
    column((row) => row.email.toLowerCase(), 'text'),
    column((row) => row.values?.managerEmail?.toLowerCase() ?? null, 'text'),
    ...PERSON_COLUMNS.map((name) =>
      // Lists differ in length, which arrays of arrays cannot; `;` separates entries and is never inside one.
      LIST_COLUMNS.has(name)
        ? column((row) => (row.values?.[name] as string[] | undefined)?.join(';') ?? null, 'text')
        : column((row) => row.values?.[name] ?? null, 'text'),
    ),
  ];
  const selected = PERSON_COLUMNS.map((name) => {
    const value = sql.identifier(DATABASE_COLUMNS[name]);
    if (name === 'startedOn') return sql`${value}::date`;
    return LIST_COLUMNS.has(name) ? sql`string_to_array(${value}, ';')` : value;
  });
  const names = PERSON_COLUMNS.map((name) => sql.identifier(DATABASE_COLUMNS[name]));
  await tx.execute(sql`
    insert into people_staging
    select line, id, key, name is not null, manager_key, ${sql.join(selected, sql`, `)}
    from unnest(${sql.join(columns, sql`, `)})
      as staged (line, id, key, manager_key, ${sql.join(names, sql`, `)})`);
}
