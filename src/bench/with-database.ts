import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { migrate } from '../db/migrate.ts';
import { createLog } from '../log.ts';
import { startEmbeddedPostgres } from '../platform/embedded-postgres.ts';

/** Measures on an embedded PostgreSQL of the measurement's own, with all tables and empty; it is gone afterwards. */
export async function withDatabase<R>(measure: (databaseUrl: string) => Promise<R>): Promise<R> {
  const dataDir = await mkdtemp(join(tmpdir(), 'acquaint-bench-'));
  try {
    const server = await startEmbeddedPostgres({ dataDir, log: createLog('silent') });
    try {
      await migrate(server.url);
      return await measure(server.url);
    } finally {
      await server.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
