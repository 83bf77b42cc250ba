import { connect, type Db } from '../db/connect.ts';
import { environment } from '../env.ts';
import { createLog } from '../log.ts';
import { openDatabase } from '../open-database.ts';

/**
 * Runs a command's work on the configured database, brought up to date; an embedded one is started for it and stopped
 * afterwards.
 * @throws when the database cannot be had, or a running service holds the embedded one.
 */
export async function withDatabase<T>(work: (db: Db, url: string) => Promise<T>): Promise<T> {
  const server = await openDatabase(environment(), createLog('silent'));
  try {
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
