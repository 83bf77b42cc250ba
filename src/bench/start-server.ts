import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { messageOf } from './message-of.ts';

const SERVER_FILE = fileURLToPath(new URL('./rsvp-server.ts', import.meta.url));

/** Starts the service, or the floor beside it, in a process of its own and gives its URL; `children` are the caller's to end. */
export async function startServer(
  kind: 'service' | 'floor',
  databaseUrl: string,
  children: ChildProcess[],
): Promise<string> {
  const child = fork(SERVER_FILE, [kind, databaseUrl], {
    execArgv: ['--import=tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.push(child);
  const { url } = await messageOf<{ url: string }>(child, kind);
  return url;
}
