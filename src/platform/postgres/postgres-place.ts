import { createHash, randomBytes } from 'node:crypto';
import { access, chmod, constants, lstat, mkdir, readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';

import { EmbeddedPostgresError } from '../embedded-postgres-error.ts';
import { createExclusively } from './create-exclusively.ts';
import { hasCode } from './has-code.ts';
import { mayEnter, type User, unprivilegedUser } from './unprivileged-user.ts';

/** Where the embedded server keeps its things and whom it runs as. */
export type PostgresPlace = {
  /** Holds the lock, the password, the log and the folder `postgres`. */
  dir: string;
  /** Where copies of the programs go, and whether one must be used. */
  copiesDir: string;
  copies: 'always' | 'if-needed';
  /** The server's user when we are root; null: our own. */
  runAs: User | null;
  /** Folders outside that hold the data of a data directory which was at this path before, and is gone. */
  leftBehind: string[];
};

/** Durable and enterable by everybody: for what root keeps outside a data directory that only root may enter. */
const ROOT_DIR = '/var/lib/acquaint';
/** In a data directory: the path of the place outside that holds its data. */
const RECORD = 'postgres-is-at';
const OTHERS_MAY_WRITE = 0o022;

/**
 * Finds the place for a data directory, and makes both.
 *
 * An ordinary user's data lie in the data directory. PostgreSQL refuses root, so for root the server runs as `nobody`:
 * from a copy of the programs in /var/lib/acquaint, on data in the data directory if `nobody` may enter it, and else on
 * data in a folder of /var/lib/acquaint, whose path a file in the data directory records. Deleting the data directory
 * therefore always means a fresh start. Data that belong to an ordinary user are served as that user.
 */
export async function findPostgresPlace(dataDir: string): Promise<PostgresPlace> {
  const isRoot = process.getuid?.() === 0;
  const dir = await makeDataDir(dataDir, isRoot);
  if (!isRoot) return { dir, copiesDir: dir, copies: 'if-needed', runAs: null, leftBehind: [] };
  // An empty directory is ours to open: others may then pass through it, but not list it.
  if ((await readdir(dir)).length === 0) await chmod(dir, 0o711);
  await makeRootDir();
  const inRootDir = { copiesDir: ROOT_DIR, copies: 'always', leftBehind: [] as string[] } as const;
  const owner = await ownerOf(join(dir, 'postgres'));
  if (owner && owner.uid !== 0) return { dir, ...inRootDir, runAs: owner };
  const nobody = await unprivilegedUser();
  const recorded = await readRecord(dir);
  if (recorded === null && mayEnter(nobody, dir)) return { dir, ...inRootDir, runAs: nobody };
  const leftBehind = recorded === null ? await outsidesOf(dir) : [];
  const outside = recorded ?? (await recordOutside(dir));
  if (await mkdir(outside, { recursive: true })) await chmod(outside, 0o711);
  return { dir: outside, ...inRootDir, runAs: nobody, leftBehind };
}

async function makeDataDir(dataDir: string, isRoot: boolean): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true, mode: isRoot ? 0o755 : 0o700 });
    const dir = await realpath(dataDir);
    await access(dir, constants.W_OK);
    return dir;
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `cannot keep data in ${dataDir} (${cause instanceof Error ? cause.message : cause}); set ACQUAINT_DATA_DIR or DATABASE_URL`,
      { cause },
    );
  }
}

async function makeRootDir(): Promise<void> {
  try {
    if (await mkdir(ROOT_DIR, { recursive: true })) await chmod(ROOT_DIR, 0o755);
  } catch (error) {
    throw new EmbeddedPostgresError(
      `running PostgreSQL for root needs ${ROOT_DIR}, which cannot be made; start as an ordinary user or set DATABASE_URL`,
      { cause: error },
    );
  }
  const found = await lstat(ROOT_DIR);
  if (!found.isDirectory() || found.uid !== 0 || (found.mode & OTHERS_MAY_WRITE) !== 0) {
    throw new EmbeddedPostgresError(
      `${ROOT_DIR} must be a directory that belongs to root and that only root may write`,
    );
  }
}

/** Whom a path belongs to, or null where there is nothing. */
async function ownerOf(path: string): Promise<User | null> {
  try {
    const { uid, gid } = await lstat(path);
    return { uid, gid };
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** A record counts only if root wrote it: nobody else sends root to another place. */
async function readRecord(dir: string): Promise<string | null> {
  const path = join(dir, RECORD);
  if ((await ownerOf(path))?.uid !== 0) return null;
  const recorded = (await readFile(path, 'utf8')).trim();
  if (recorded.startsWith(`${ROOT_DIR}/`)) return recorded;
  throw new EmbeddedPostgresError(`${path} does not name a folder of ${ROOT_DIR}; delete it to start afresh`);
}

/** Named by the data directory's path and at random, so that a data directory made anew gets a new one. */
async function recordOutside(dir: string): Promise<string> {
  const outside = join(ROOT_DIR, `${prefixOf(dir)}${randomBytes(4).toString('hex')}`);
  await createExclusively(join(dir, RECORD), `${outside}\n`);
  return (await readRecord(dir)) ?? outside;
}

async function outsidesOf(dir: string): Promise<string[]> {
  const names = await readdir(ROOT_DIR);
  return names.filter((name) => name.startsWith(prefixOf(dir))).map((name) => join(ROOT_DIR, name));
}

function prefixOf(dir: string): string {
  return `${createHash('sha256').update(dir).digest('hex').slice(0, 12)}-`;
}
