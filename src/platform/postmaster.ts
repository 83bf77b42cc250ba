import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { hasCode } from './has-code.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { processIdentity } from './process-identity.ts';
import { type RunOptions, runProgram } from './run-program.ts';

/** A fast shutdown ends sessions and writes everything out; after this long an immediate one leaves that to the next start. */
const FAST_STOP_S = 5;
const IMMEDIATE_STOP_S = 5;

/** What a running server writes into its data directory: line 1 its process, line 8 its state (src/include/utils/pidfile.h). */
export async function readPostmaster(dataDir: string): Promise<{ pid: number; ready: boolean } | null> {
  try {
    const lines = (await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n');
    const pid = Number(lines[0]);
    return Number.isSafeInteger(pid) && pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : null;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Stops the server of a data directory, fast and if that takes too long immediately. Without one it does nothing. */
export async function stopPostmaster(
  dataDir: string,
  { pgCtl }: PostgresBinaries,
  options: RunOptions,
): Promise<void> {
  const stop = (mode: string, seconds: number) =>
    runProgram(pgCtl, ['stop', '-D', dataDir, '-m', mode, '-w', '-t', String(seconds)], options);
  if ((await readPostmaster(dataDir)) === null) return;
  try {
    await stop('fast', FAST_STOP_S);
  } catch {
    if ((await readPostmaster(dataDir)) !== null) await stop('immediate', IMMEDIATE_STOP_S);
  }
}

/**
 * Deals with a server that outlived the process that started it. Only for the holder of the lock.
 * @returns the process that was stopped, or null when there was none.
 */
export async function stopOrphan(
  dataDir: string,
  binaries: PostgresBinaries,
  options: RunOptions,
): Promise<number | null> {
  const found = await readPostmaster(dataDir);
  if (!found || (await processIdentity(found.pid)) === '') return null;
  if (!(await serves(found.pid, dataDir))) {
    // The number has passed to another program, for which the server would take itself to be running already.
    await rm(join(dataDir, 'postmaster.pid'), { force: true });
    return null;
  }
  await stopPostmaster(dataDir, binaries, options).catch((cause: unknown) => {
    throw new EmbeddedPostgresError(
      `process ${found.pid}, left over from a former run, still serves ${dataDir} and cannot be stopped`,
      { cause },
    );
  });
  return found.pid;
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
