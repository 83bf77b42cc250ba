import { chown, open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { User } from './unprivileged-user.ts';

/** A log that has grown past this is set aside at the next start, in place of the one set aside before. */
const SIZE_MAX = 5_000_000;
/** Bytes of the end of the log that an error shows. */
const TAIL_SIZE = 2_000;

/** The file that a server writes its log to. */
export type ServerLog = {
  /** For `stdio` of `spawn`. */
  fd: number;
  path: string;
  /** The last lines written since this start. */
  tail(): Promise<string>;
  close(): Promise<void>;
};

/** Opens `postgres.log` in a directory to append to it. */
export async function openServerLog(dir: string, owner: User | null): Promise<ServerLog> {
  const path = join(dir, 'postgres.log');
  const before = await stat(path).catch(() => null);
  if (before && before.size > SIZE_MAX) await rename(path, `${path}.1`);
  const file = await open(path, 'a+', 0o600);
  if (owner) await chown(path, owner.uid, owner.gid);
  const start = (await file.stat()).size;
  return {
    fd: file.fd,
    path,
    async tail() {
      const { size } = await file.stat();
      const from = Math.max(start, size - TAIL_SIZE);
      const { buffer } = await file.read({ buffer: Buffer.alloc(size - from), position: from });
      return buffer.toString('utf8').trim();
    },
    close: () => file.close(),
  };
}
