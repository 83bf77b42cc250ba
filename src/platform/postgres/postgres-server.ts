import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

import { EmbeddedPostgresError } from '../embedded-postgres-error.ts';
import type { Endpoint } from './endpoint.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { readPostmaster, stopPostmaster } from './postmaster.ts';
import { cannotRun, type RunOptions, spawnProgram } from './run-program.ts';
import { openServerLog } from './server-log.ts';
import { startWatchdog } from './watchdog.ts';

/** `off` trades safety against a crash for speed: for tests, whose data nobody misses. */
export type Durability = 'on' | 'off';

/** A running server. */
export type PostgresServer = {
  pid: number;
  /** Resolves when it has ended, with its last log lines. */
  ended: Promise<string>;
  stop(): Promise<void>;
};

/** After a crash the server replays its log before it is ready; pg_ctl waits as long by default. */
const READY_MS_MAX = 60_000;
const READY_POLL_MS = 5;
const READY = 'ready';

const SETTINGS = {
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Refused statements are the application's to report; their details hold addresses.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
};
const SETTINGS_WITHOUT_DURABILITY = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
};

/**
 * Starts the server of a data directory and waits until it takes connections.
 * It is in a session of its own, so that Ctrl-C reaches us alone and we end it when we are done.
 * @throws EmbeddedPostgresError with the last lines of its log.
 */
export async function startPostgresServer(
  dataDir: string,
  endpoint: Endpoint,
  binaries: PostgresBinaries,
  durability: Durability,
  options: RunOptions,
): Promise<PostgresServer> {
  const settings = { ...SETTINGS, ...(durability === 'off' ? SETTINGS_WITHOUT_DURABILITY : {}) };
  const args = ['-D', dataDir, ...endpoint.args];
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);
  const log = await openServerLog(options.cwd, options.runAs);
  const child = spawnProgram(binaries.postgres, args, options, {
    stdio: ['ignore', log.fd, log.fd],
    detached: process.platform !== 'win32',
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(cannotRun(binaries.postgres, error)));
    child.once('exit', async () => resolve(await log.tail().catch(() => '')));
  }).finally(() => log.close());
  const watchdog = child.pid === undefined ? null : startWatchdog(child.pid, endpoint.socketDir, options);
  const why = await Promise.race([whenReady(dataDir, child), ended]);
  if (why !== READY) {
    watchdog?.end();
    throw new EmbeddedPostgresError(`PostgreSQL did not start on ${dataDir}: ${why} (${log.path})`);
  }
  void ended.then(() => watchdog?.end());
  return {
    pid: child.pid ?? 0,
    ended,
    async stop() {
      watchdog?.end();
      if (isRunning(child)) await stopPostmaster(dataDir, binaries, options);
      await ended;
    },
  };
}

/** Never resolves for a server that ends first. */
async function whenReady(dataDir: string, child: ChildProcess): Promise<string> {
  for (let waited = 0; waited < READY_MS_MAX; waited += READY_POLL_MS) {
    const found = await readPostmaster(dataDir);
    if (found?.ready && found.pid === child.pid) return READY;
    if (!isRunning(child)) return new Promise(() => undefined);
    await delay(READY_POLL_MS);
  }
  child.kill('SIGQUIT');
  return `it was not ready within ${READY_MS_MAX / 1000} s`;
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
