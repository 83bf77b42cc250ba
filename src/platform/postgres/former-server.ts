import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

import { EmbeddedPostgresError } from '../embedded-postgres-error.ts';
import { removeSocketDir } from './endpoint.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { readPostmaster, stopPostmaster } from './postmaster.ts';
import { processIdentity } from './process-identity.ts';
import type { RunOptions } from './run-program.ts';

/** PostgreSQL's words when something of a former server is left. */
const SOMETHING_IS_LEFT = /lock file "postmaster\.pid" already exists|pre-existing shared memory block/;
const SOMETHING_LEFT_MS_MAX = 10_000;
const SOMETHING_LEFT_POLL_MS = 100;

/**
 * Stops a server that outlived the process that started it, and removes its socket. Only for the holder of the lock.
 * @returns the process that was stopped, or null when there was none.
 */
export async function clearFormerServer(
  dataDir: string,
  binaries: PostgresBinaries,
  options: RunOptions,
): Promise<number | null> {
  const former = await readPostmaster(dataDir);
  if (!former) return null;
  const { pid, socketDir } = former;
  const lives = (await processIdentity(pid)) !== '';
  const isOurs = lives && (await serves(pid, dataDir));
  if (isOurs) {
    await stopPostmaster(dataDir, binaries, options).catch((cause: unknown) => {
      throw new EmbeddedPostgresError(
        `process ${pid}, left over from a former run, still serves ${dataDir} and cannot be stopped`,
        { cause },
      );
    });
  } else if (lives) {
    // The number has passed to another program, for which the server would take itself to be running already.
    await rm(join(dataDir, 'postmaster.pid'), { force: true });
  }
  await removeSocketDir(socketDir, options.runAs);
  return isOurs ? pid : null;
}

/**
 * Starts a server as soon as nothing of a former one is left. Right after a crash its last processes, or its entry in
 * the process table, may be there for a moment longer; PostgreSQL refuses to start beside them, and so do we in the end.
 */
export async function whenFormerIsGone<T>(start: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + SOMETHING_LEFT_MS_MAX;
  for (;;) {
    try {
      return await start();
    } catch (error) {
      const mayPass = error instanceof EmbeddedPostgresError && SOMETHING_IS_LEFT.test(error.message);
      if (!mayPass || performance.now() > deadline) throw error;
      await delay(SOMETHING_LEFT_POLL_MS);
    }
  }
}

/** Whether a process is the server of a data directory: it has been given it as an argument. */
async function serves(pid: number, dataDir: string): Promise<boolean> {
  // pg_ctl reaches a server there through a pipe that no other program has.
  if (process.platform === 'win32') return true;
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').includes(dataDir);
  } catch {
    const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).catch(
      () => ({
        stdout: '',
      }),
    );
    return stdout.includes(dataDir);
  }
}
