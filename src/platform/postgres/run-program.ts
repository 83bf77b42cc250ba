import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { programPath } from '../../env.ts';

import { EmbeddedPostgresError } from '../embedded-postgres-error.ts';
import type { User } from './unprivileged-user.ts';

/** Characters of a failed program's output that are shown: its last words say why. */
const SHOWN_MAX = 2_000;

/** How a PostgreSQL program runs: as whom, and from where. */
export type RunOptions = { runAs: User | null; cwd: string };

/**
 * Starts a program as another user where that is asked.
 * @throws EmbeddedPostgresError when the system does not let us; a missing program is an `error` event.
 */
export function spawnProgram(
  path: string,
  args: readonly string[],
  { runAs, cwd }: RunOptions,
  options: SpawnOptions,
): ChildProcess {
  try {
    return spawn(path, args, { ...options, ...runAs, cwd, env: programEnv(), windowsHide: true });
  } catch (cause) {
    throw new EmbeddedPostgresError(cannotRun(path, cause), { cause });
  }
}

/** What a program sees of our environment: none of our keys, and messages in English. */
function programEnv(): Record<string, string> {
  return { ...programPath(), LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * Runs a program to its end and gives what it printed.
 * @throws EmbeddedPostgresError with its last words when it cannot start or fails.
 */
export function runProgram(
  path: string,
  args: readonly string[],
  { runAs, cwd, input = '' }: RunOptions & { input?: string },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawnProgram(path, args, { runAs, cwd }, { stdio: 'pipe' });
    let output = '';
    const collect = (text: string) => {
      output += text;
    };
    child.stdout?.setEncoding('utf8').on('data', collect);
    child.stderr?.setEncoding('utf8').on('data', collect);
    child.on('error', (cause) => reject(new EmbeddedPostgresError(cannotRun(path, cause), { cause })));
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new EmbeddedPostgresError(`${path} failed: ${output.trim().slice(-SHOWN_MAX)}`));
    });
    child.stdin?.on('error', () => undefined).end(input);
  });
}

/** The sentence for a program that did not even start. */
export function cannotRun(path: string, cause: unknown): string {
  return `cannot run ${path} (${cause instanceof Error ? cause.message : cause}); set DATABASE_URL to a PostgreSQL server instead`;
}
