import { randomBytes } from 'node:crypto';
import { access, chown, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { EmbeddedPostgresError } from '../embedded-postgres-error.ts';
import { hasCode } from './has-code.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import type { PostgresPlace } from './postgres-place.ts';
import { runProgram } from './run-program.ts';

/** The role and the database of the embedded server. */
export const EMBEDDED_NAME = 'acquaint';

/** A database cluster on disk. */
export type PostgresCluster = { dataDir: string; password: string };

const PASSWORD_BYTES = 24;
const UNFINISHED = 'postgres.new-';

/**
 * The cluster of a place; made on first use, in a folder of another name that becomes `postgres` when it is complete,
 * so that one whose making was interrupted is made again.
 */
export async function postgresCluster(
  place: PostgresPlace,
  binaries: PostgresBinaries,
): Promise<PostgresCluster> {
  const dataDir = join(place.dir, 'postgres');
  const passwordFile = join(place.dir, 'postgres-password');
  if (await exists(join(dataDir, 'PG_VERSION'))) {
    return { dataDir, password: await readPassword(passwordFile, dataDir) };
  }
  for (const name of await readdir(place.dir)) {
    if (name.startsWith(UNFINISHED)) await rm(join(place.dir, name), { recursive: true, force: true });
  }
  const password = randomBytes(PASSWORD_BYTES).toString('base64url');
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, `${password}\n`, { flag: 'wx', mode: 0o600 });
  const unfinished = await mkdtemp(join(place.dir, UNFINISHED));
  if (place.runAs) {
    for (const path of [passwordFile, unfinished]) await chown(path, place.runAs.uid, place.runAs.gid);
  }
  await initialise(unfinished, passwordFile, place, binaries);
  await rename(unfinished, dataDir);
  return { dataDir, password };
}

/** Text is UTF-8, compared by code point and cased by Unicode, the same on every platform. */
async function initialise(
  dataDir: string,
  passwordFile: string,
  { runAs, dir }: PostgresPlace,
  { initdb, postgres }: PostgresBinaries,
): Promise<void> {
  const options = { runAs, cwd: dir };
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${EMBEDDED_NAME}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  await runProgram(initdb, ['-D', dataDir, ...locale, ...access], options);
  const create = `create database ${EMBEDDED_NAME};\n`;
  const said = await runProgram(postgres, ['--single', '-D', dataDir, 'postgres'], {
    ...options,
    input: create,
  });
  if (said.includes('ERROR')) throw new EmbeddedPostgresError(`cannot create the database: ${said.trim()}`);
}

async function readPassword(path: string, dataDir: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `the data in ${dataDir} cannot be opened without ${path}; put it back, or delete the data to start afresh`,
      { cause },
    );
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}
