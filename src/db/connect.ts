import type { ExtractTablesWithRelations } from 'drizzle-orm';
import type { PgTransaction } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsDatabase, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

import * as schema from './schema/index.ts';

/** The database outside a transaction. */
export type Db = PostgresJsDatabase<typeof schema>;
/** A transaction: what every write takes as its first argument. */
export type Tx = PgTransaction<
  PostgresJsQueryResultHKT,
  typeof schema,
  ExtractTablesWithRelations<typeof schema>
>;
/** Reads work in and outside a transaction; the handle is always the first, required argument. */
export type DbOrTx = Db | Tx;

/** Connections a process keeps. 20 answers at once was the fastest in our measurements; a server allows 100. */
const CONNECTIONS_MAX = 20;
const CONNECT_TIMEOUT_S = 10;
/**
 * A database that restarts is back within seconds. The driver counts the failures of all connections together and
 * would soon wait 20 seconds before it looks again.
 */
const RECONNECT_WAIT_S = 0.1;
const RECONNECT_WAIT_MAX_S = 0.5;
/** Columns are in snake case in the database and in camel case here. */
export const CASING = 'snake_case';

/** A connected database with its raw client (whose dates are strings: drizzle replaces the parsers). */
export type Connection = { db: Db; sql: postgres.Sql; close(): Promise<void> };

/** Connects lazily: the first query opens the first connection. `onQuery` sees the text of each statement, for tests. */
export function connect(
  url: string,
  options: { max?: number; onQuery?: (text: string) => void } = {},
): Connection {
  const { target, host } = splitSocket(url);
  const client = postgres(target, {
    ...(host === null ? {} : { host }),
    max: options.max ?? CONNECTIONS_MAX,
    connect_timeout: CONNECT_TIMEOUT_S,
    backoff: (failures) => Math.min(failures * RECONNECT_WAIT_S, RECONNECT_WAIT_MAX_S),
    onnotice: () => undefined,
    connection: { application_name: 'acquaint' },
  });
  const onQuery = options.onQuery;
  const db = drizzle(client, {
    schema,
    casing: CASING,
    ...(onQuery ? { logger: { logQuery: onQuery } } : {}),
  });
  return { db, sql: client, close: () => client.end({ timeout: 5 }) };
}

/** libpq's form of a URL names a socket's directory as `?host=`, which postgres.js takes as an option only. */
function splitSocket(url: string): { target: string; host: string | null } {
  const target = new URL(url);
  const host = target.searchParams.get('host');
  target.searchParams.delete('host');
  return { target: host === null ? url : target.href, host };
}
