import { chown, lstat, mkdtemp, rm, rmdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { EmbeddedPostgresError } from '../embedded-postgres-error.ts';
import { mayEnter, type User } from './unprivileged-user.ts';

/** Where a server listens: `host` is a socket directory or a loopback address. */
export type Endpoint = {
  host: string;
  port: number;
  /** Arguments that make `postgres` listen here and nowhere else. */
  args: string[];
  socketDir: string | null;
  remove(): Promise<void>;
};

/** The smallest `sun_path` among our platforms (macOS: 104) less the final zero. */
const SOCKET_PATH_LENGTH_MAX = 103;
/** Only part of a socket's file name; no TCP port is opened. */
const SOCKET_PORT = 5432;
const socketName = `.s.PGSQL.${SOCKET_PORT}`;
const PREFIX = 'acquaint-';
const RANDOM_LENGTH = 6;

/**
 * A unix socket in a new directory that only `owner` (null: ourselves) may enter, or on Windows a free loopback port.
 * @param fallbackDir used where the directory for temporary files is too deep for a socket's path, or closed to the owner.
 */
export async function newEndpoint(owner: User | null, fallbackDir: string): Promise<Endpoint> {
  if (process.platform === 'win32') return loopback();
  const parent = [tmpdir(), '/tmp', fallbackDir].find((dir) => fits(dir) && (!owner || mayEnter(owner, dir)));
  if (parent === undefined) {
    throw new EmbeddedPostgresError(
      `no directory for a socket: ${tmpdir()} and ${fallbackDir} are too deep; set TMPDIR`,
    );
  }
  const dir = await mkdtemp(join(parent, PREFIX));
  if (owner) await chown(dir, owner.uid, owner.gid);
  return {
    host: dir,
    port: SOCKET_PORT,
    args: ['-k', dir, '-c', 'listen_addresses=', '-p', String(SOCKET_PORT)],
    socketDir: dir,
    remove: () => removeSocketDir(dir, owner),
  };
}

/** Removes a socket's directory, if it is one that we made for this owner. Another is left alone. */
export async function removeSocketDir(dir: string, owner: User | null): Promise<void> {
  if (!basename(dir).startsWith(PREFIX)) return;
  const found = await lstat(dir).catch(() => null);
  if (!found?.isDirectory() || found.uid !== (owner?.uid ?? process.getuid?.())) return;
  for (const name of [socketName, `${socketName}.lock`]) await rm(join(dir, name), { force: true });
  // Not worth a failure: the watchdog may be at it, too, and systems clear their temporary files.
  await rmdir(dir).catch(() => undefined);
}

function fits(dir: string): boolean {
  const path = join(dir, `${PREFIX}${'x'.repeat(RANDOM_LENGTH)}`, socketName);
  return Buffer.byteLength(path) <= SOCKET_PATH_LENGTH_MAX;
}

async function loopback(): Promise<Endpoint> {
  const host = '127.0.0.1';
  const port = await new Promise<number>((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, host, () => {
      const address = probe.address();
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
  const args = ['-c', `listen_addresses=${host}`, '-c', 'unix_socket_directories=', '-p', String(port)];
  return { host, port, args, socketDir: null, remove: async () => undefined };
}
