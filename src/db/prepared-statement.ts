import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';

import { CASING, type DbOrTx } from './connect.ts';

const dialect = new PgDialect({ casing: CASING });

/**
 * A raw statement for the busiest paths: its text is built once for the process, with `sql.placeholder` for the
 * values, and its plan is kept by the server for each connection. For a statement of a few rows, building and
 * planning cost several times what running does. Rows come as the driver gives them: instants are strings.
 */
export function preparedStatement<Row>(
  statement: SQL,
): (db: DbOrTx, values: Record<string, unknown>) => Promise<Row[]> {
  const query = dialect.sqlToQuery(statement);
  return async (db, values) => {
    const prepared = db._.session.prepareQuery(query, undefined, 'kept by its text', false);
    return (await prepared.execute(values)) as Row[];
  };
}
