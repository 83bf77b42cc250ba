import type { Socket } from 'node:net';

import { type RunOptions, spawnProgram } from './run-program.ts';

/**
 * `read` returns when the pipe's other end, which is ours, is closed: by our death, however it came.
 * SIGINT is PostgreSQL's fast shutdown.
 */
const SCRIPT = `
read -r _
kill -INT "$1" 2>/dev/null
while kill -0 "$1" 2>/dev/null; do sleep 1; done
rm -f "$2"/.s.PGSQL.*
rmdir "$2"
`;

/**
 * Starts a small shell that stops the server when this process dies without having stopped it, so that `kill -9`
 * leaves no server behind. Not on Windows, where the next start sees to it.
 */
export function startWatchdog(
  pid: number,
  socketDir: string | null,
  { runAs }: RunOptions,
): { end(): void } | null {
  if (process.platform === 'win32') return null;
  const args = ['-c', SCRIPT, 'sh', String(pid), socketDir ?? ''];
  const child = spawnProgram(
    '/bin/sh',
    args,
    { runAs, cwd: '/' },
    { stdio: ['pipe', 'ignore', 'ignore'], detached: true },
  );
  // Without a shell the next start still finds the server.
  child.on('error', () => undefined);
  child.stdin?.on('error', () => undefined);
  child.unref();
  (child.stdin as Socket | null)?.unref();
  return { end: () => void child.kill('SIGKILL') };
}
