import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { hasCode } from './has-code.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { type RunOptions, runProgram } from './run-program.ts';

/** A fast shutdown ends sessions and writes everything out; after this long an immediate one leaves that to the next start. */
const FAST_STOP_S = 5;
const IMMEDIATE_STOP_S = 5;

/** What a running server says of itself. */
export type Postmaster = { pid: number; socketDir: string; ready: boolean };

/** Reads what a server wrote into its data directory (lines as in PostgreSQL's src/include/utils/pidfile.h); null without one. */
export async function readPostmaster(dataDir: string): Promise<Postmaster | null> {
  try {
    const lines = (await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n');
    const pid = Number(lines[0]);
    if (!Number.isSafeInteger(pid) || pid <= 0) return null;
    return { pid, socketDir: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' };
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
