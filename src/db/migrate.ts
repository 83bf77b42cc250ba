import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';

import { connect } from './connect.ts';

/** Acquaint uses nothing newer than this; older servers are refused with a sentence. */
const POSTGRES_VERSION_MIN = 15;
/** One migrating process at a time: two starters at once take turns. The number is arbitrary and ours. */
const MIGRATION_LOCK = 41_230_615;
const folder = fileURLToPath(new URL('../../drizzle', import.meta.url));

/** The server cannot be used; the message says why in one line. */
export class DatabaseUnusable extends Error {
  override name = 'DatabaseUnusable';
}

/**
 * Brings the database up to the newest migration; running it again changes nothing.
 * @throws DatabaseUnusable when the server is unreachable, refuses us or is too old.
 */
export async function migrate(url: string): Promise<void> {
  const connection = connect(url, { max: 1 });
  try {
    const [row] = await connection.db
      .execute<{ version: string }>(sql`select current_setting('server_version_num') as version`)
      .catch((error: unknown) => {
        throw new DatabaseUnusable(reasonOf(error), { cause: error });
      });
    const major = Math.floor(Number(row?.version) / 10_000);
    if (major < POSTGRES_VERSION_MIN) {
      throw new DatabaseUnusable(
        `PostgreSQL ${major} is too old: version ${POSTGRES_VERSION_MIN} or newer is needed`,
      );
    }
    await connection.db.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK})`);
    await runMigrations(connection.db, {
      migrationsFolder: folder,
      migrationsSchema: 'public',
      migrationsTable: 'migrations',
    });
  } finally {
    await connection.close();
  }
}

/** The driver's own words about a failed connection; they hold host and role, never the password. */
function reasonOf(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  if (!(inner instanceof Error)) return String(inner);
  const code = 'code' in inner ? String(inner.code) : '';
  return inner.message || code || inner.name;
}
