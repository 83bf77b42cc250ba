import { access, chown, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import t, { type Test } from 'tap';

import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';
import { mayEnter, unprivilegedUser } from '../../src/platform/postgres/unprivileged-user.ts';
import { newDataDir } from '../fixtures/data-dir.ts';
import { checkout, newHolder, newRunningHolder } from '../fixtures/postgres-holder.ts';

const log = pino({ level: 'silent' });
const isRoot = process.getuid?.() === 0;
const user = await unprivilegedUser();
const asUser = {
  skip:
    !isRoot || !mayEnter(user, checkout)
      ? `SKIPPED: needs root, and a checkout that an ordinary user may enter, unlike ${checkout}`
      : false,
};
const asRoot = isRoot ? {} : { skip: 'SKIPPED: only root can try what root does' };

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(statement).finally(() => client.end());
  return rows;
}

/** A data directory below one that only root may enter, as in a private checkout. */
async function newPrivateDataDir(t: Test): Promise<{ dataDir: string; outside(): Promise<string> }> {
  const parent = await mkdtemp(join(tmpdir(), 'acquaint-test-'));
  const dataDir = join(parent, '.acquaint');
  const outside = async () => (await readFile(join(dataDir, 'postgres-is-at'), 'utf8')).trim();
  t.teardown(async () => {
    await rm(await outside(), { recursive: true, force: true });
    await rm(parent, { recursive: true });
  });
  return { dataDir, outside };
}

t.test(
  'root in a directory that nobody else may enter: the data are kept elsewhere, durably',
  asRoot,
  async (t) => {
    const { dataDir, outside } = await newPrivateDataDir(t);
    const first = await startEmbeddedPostgres({ dataDir, log });
    t.teardown(() => first.stop());
    await query(first.url, `create table kept as select 'here' as what`);
    await first.stop();
    t.match(await outside(), /^\/var\/lib\/acquaint\/[0-9a-f]{12}-[0-9a-f]{8}$/);
    t.equal((await stat(join(await outside(), 'postgres'))).uid, user.uid);
    const second = await startEmbeddedPostgres({ dataDir, log });
    t.teardown(() => second.stop());
    t.same(await query(second.url, 'select * from kept'), [{ what: 'here' }]);
    await t.rejects(startEmbeddedPostgres({ dataDir, log }), { message: /is held by process/ });
  },
);

t.test(
  'root: a deleted data directory starts afresh, and what it left behind is named',
  asRoot,
  async (t) => {
    const { dataDir, outside } = await newPrivateDataDir(t);
    const first = await startEmbeddedPostgres({ dataDir, log });
    await query(first.url, 'create table gone ()');
    await first.stop();
    const former = await outside();
    t.teardown(() => rm(former, { recursive: true, force: true }));
    await rm(dataDir, { recursive: true });
    const warnings: { folders?: string[] }[] = [];
    const warned = pino({ level: 'warn' }, { write: (line: string) => void warnings.push(JSON.parse(line)) });
    const second = await startEmbeddedPostgres({ dataDir, log: warned });
    t.teardown(() => second.stop());
    t.same(await query(second.url, `select to_regclass('gone') as gone`), [{ gone: null }]);
    t.same(warnings[0]?.folders, [former]);
  },
);

t.test('root in a directory that all may enter, or that is empty: the data stay in it', asRoot, async (t) => {
  const dataDir = await newDataDir(t);
  t.equal((await stat(dataDir)).mode & 0o777, 0o700);
  const server = await startEmbeddedPostgres({ dataDir, log });
  t.teardown(() => server.stop());
  t.equal((await stat(join(dataDir, 'postgres'))).uid, user.uid);
  t.equal((await stat(`/proc/${server.pid}`)).uid, user.uid, 'the server does not run as root');
  await t.rejects(access(join(dataDir, 'postgres-is-at')), { code: 'ENOENT' });
});

t.test('an ordinary user keeps everything in the data directory, closed to others', asUser, async (t) => {
  const home = await newDataDir(t);
  await chown(home, user.uid, user.gid);
  const dataDir = join(home, '.acquaint');
  const { said, end } = await newRunningHolder(t, dataDir, user);
  t.same(await query(said.url, 'select current_user::text as name'), [{ name: 'acquaint' }]);
  t.equal((await stat(dataDir)).mode & 0o777, 0o700);
  t.equal((await stat(join(dataDir, 'postgres'))).uid, user.uid);
  await query(said.url, `create table kept as select 'here' as what`);
  await end();

  const asRootNow = await startEmbeddedPostgres({ dataDir, log });
  t.teardown(() => asRootNow.stop());
  t.same(
    await query(asRootNow.url, 'select * from kept'),
    [{ what: 'here' }],
    'root serves them as their owner',
  );
  await asRootNow.stop();
  const again = await newHolder(t, dataDir, user);
  t.ok('url' in again.said, 'and leaves nothing behind that locks the owner out');
});

t.test('an ordinary user who may not write the data directory is told so', asUser, async (t) => {
  const dataDir = join(await newDataDir(t), 'of-root');
  await mkdir(dataDir);
  const { said } = await newHolder(t, dataDir, user);
  t.match(said, { error: /^cannot keep data in .*of-root \(EACCES.*set ACQUAINT_DATA_DIR or DATABASE_URL$/ });
});
