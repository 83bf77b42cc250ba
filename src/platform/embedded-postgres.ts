import type { BaseLogger } from 'pino';

import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { lockDataDir } from './postgres/data-dir-lock.ts';
import { newEndpoint } from './postgres/endpoint.ts';
import { clearFormerServer, whenFormerIsGone } from './postgres/former-server.ts';
import { postgresBinaries, postgresPackage } from './postgres/postgres-binaries.ts';
import { EMBEDDED_NAME, postgresCluster } from './postgres/postgres-cluster.ts';
import { findPostgresPlace, type PostgresPlace } from './postgres/postgres-place.ts';
import { type Durability, startPostgresServer } from './postgres/postgres-server.ts';

/** What an embedded PostgreSQL needs. */
export type EmbeddedPostgresOptions = {
  /** Where it keeps its data; made if missing. */
  dataDir: string;
  log: BaseLogger;
  /** Only to tell others since when the directory is held. */
  now?: Date;
  /** `off` for tests: faster, and not safe against a crash of the machine. */
  durability?: Durability;
  /** Called when the server ends without having been asked to, with its last log lines. */
  onExit?: (lastLines: string) => void;
};

/** A running embedded PostgreSQL. */
export type EmbeddedPostgres = {
  /** In libpq's form, a socket's directory being in `?host=`: for `connect` of src/db and for node-postgres. */
  url: string;
  /** The process of the server. */
  pid: number;
  stop(): Promise<void>;
};

/**
 * Starts a PostgreSQL server of our own on a data directory, which it makes on first use and then holds alone.
 * A server that a killed process left behind is stopped first. Our own death stops the server, too.
 * @throws EmbeddedPostgresError when another process holds the directory, or when the server cannot run here.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, now = new Date() } = options;
  const place = await findPostgresPlace(dataDir);
  const lock = await lockDataDir(place.dir, now);
  if (!lock.taken) {
    const { pid, since } = lock.holder;
    throw new EmbeddedPostgresError(
      `${dataDir} is held by process ${pid} since ${since.slice(0, 16)}Z; stop it, or set ACQUAINT_DATA_DIR or DATABASE_URL`,
    );
  }
  try {
    return await startHeld(place, options, lock.release);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function startHeld(
  place: PostgresPlace,
  { log, durability = 'on', onExit }: EmbeddedPostgresOptions,
  release: () => Promise<void>,
): Promise<EmbeddedPostgres> {
  const run = { runAs: place.runAs, cwd: place.dir };
  const binaries = await postgresBinaries(await postgresPackage(), place.copiesDir, place.copies);
  const { dataDir, password } = await postgresCluster(place, binaries);
  if (place.leftBehind.length > 0) {
    const folders = place.leftBehind;
    log.warn({ folders }, 'a deleted data directory left its data here; remove them if nobody needs them');
  }
  const former = await clearFormerServer(dataDir, binaries, run);
  if (former !== null) log.warn({ postgresPid: former }, 'stopped a PostgreSQL of a process that was killed');
  const endpoint = await newEndpoint(place.runAs, place.dir);
  const server = await whenFormerIsGone(() =>
    startPostgresServer(dataDir, endpoint, binaries, durability, run),
  ).catch(async (error: unknown) => {
    await endpoint.remove();
    throw error;
  });
  log.info({ dataDir, postgresPid: server.pid }, 'embedded PostgreSQL is ready');
  let stopping: Promise<void> | null = null;
  void server.ended.then((lastLines) => {
    if (stopping) return;
    log.error({ dataDir, lastLines }, 'embedded PostgreSQL ended by itself');
    void endpoint.remove();
    onExit?.(lastLines);
  });
  const stop = async () => {
    await server.stop();
    await endpoint.remove();
    await release();
  };
  return {
    url: urlOf(password, endpoint.host, endpoint.port),
    pid: server.pid,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** The password is base64url and needs no escaping. */
function urlOf(password: string, host: string, port: number): string {
  const login = `postgresql://${EMBEDDED_NAME}:${password}@`;
  if (!host.startsWith('/')) return `${login}${host}:${port}/${EMBEDDED_NAME}`;
  return `${login}localhost:${port}/${EMBEDDED_NAME}?host=${encodeURIComponent(host)}`;
}
