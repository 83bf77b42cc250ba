import { connect, type Db } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import { environment } from '../env.ts';
import { createLog } from '../log.ts';
import { startEmbeddedPostgres } from '../platform/embedded-postgres.ts';

/**
 * Runs a command's work on the configured database, brought up to date; an embedded one is started for it and stopped
 * afterwards.
 * @throws when the database cannot be had, or a running service holds the embedded one.
 */
export async function withDatabase<T>(work: (db: Db, url: string) => Promise<T>): Promise<T> {
  const env = environment();
  const log = createLog('silent');
  const server = env.databaseUrl
    ? { url: env.databaseUrl, stop: async () => undefined }
    : await startEmbeddedPostgres({ dataDir: env.dataDir, log });
  try {
    await migrate(server.url);
    const connection = connect(server.url);
    try {
      return await work(connection.db, server.url);
    } finally {
      await connection.close();
    }
  } finally {
    await server.stop();
  }
}
