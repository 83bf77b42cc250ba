import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';

import { EmbeddedPostgresError } from '../embedded-postgres-error.ts';

/** A user by number, as `spawn` takes it. */
export type User = { uid: number; gid: number };

/** Numbers below zero (macOS: -2) stand for the top of the 32-bit range. */
const UID_RANGE = 2 ** 32;

/** The user that PostgreSQL runs as when we are root, which it refuses to be: `nobody`, who is in every passwd(5). */
export async function unprivilegedUser(): Promise<User> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const fields = passwd
    .split('\n')
    .find((line) => line.startsWith('nobody:'))
    ?.split(':');
  const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])];
  if (!Number.isInteger(uid) || !Number.isInteger(gid)) {
    throw new EmbeddedPostgresError(
      'PostgreSQL refuses to run as root and there is no user "nobody" to run it as; start as an ordinary user or set DATABASE_URL',
    );
  }
  return { uid: (uid + UID_RANGE) % UID_RANGE, gid: (gid + UID_RANGE) % UID_RANGE };
}

/** Whether a user may enter a directory, found by trying, which sees access lists and mounts as well as modes. */
export function mayEnter(user: User, dir: string): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', dir], { ...user, cwd: '/', stdio: 'ignore' }).status === 0
  );
}
