import { migrate } from './db/migrate.ts';
import type { Env } from './env.ts';
import type { Log } from './log.ts';
import { startEmbeddedPostgres } from './platform/embedded-postgres.ts';

/** A database that is up to date; `stop` ends it where it is our own and does nothing where it is not. */
export type OpenDatabase = { url: string; stop(): Promise<void> };

/**
 * Finds the configured database or starts the embedded one, and brings it up to date.
 * `onExit` is called when an embedded PostgreSQL dies under us.
 * @throws DatabaseUnusable, EmbeddedPostgresError: one line each, for the operator.
 */
export async function openDatabase(
  env: Env,
  log: Log,
  more: { now?: Date; onExit?: () => void } = {},
): Promise<OpenDatabase> {
  const database = env.databaseUrl
    ? { url: env.databaseUrl, stop: async () => undefined }
    : await startEmbeddedPostgres({ dataDir: env.dataDir, log, ...more });
  try {
    await migrate(database.url);
    return database;
  } catch (error) {
    await database.stop();
    throw error;
  }
}
