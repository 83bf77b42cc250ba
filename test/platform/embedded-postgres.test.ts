import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { pino } from 'pino';
import t, { type Test } from 'tap';

import { connect } from '../../src/db/connect.ts';
import { type EmbeddedPostgresOptions, startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';
import { EmbeddedPostgresError } from '../../src/platform/embedded-postgres-error.ts';
import { newDataDir } from '../fixtures/data-dir.ts';

const log = pino({ level: 'silent' });
/** Made once, since that takes most of the time; each test starts and stops a server on it. */
const dataDir = await newDataDir(t);

async function start(t: Test, dataDir: string, options: Partial<EmbeddedPostgresOptions> = {}) {
  const server = await startEmbeddedPostgres({ dataDir, log, ...options });
  t.teardown(() => server.stop());
  return server;
}

/** Runs one statement through the connection that the application uses. */
async function query(url: string, statement: string): Promise<unknown[]> {
  const { db, close } = connect(url, { max: 1 });
  try {
    return await db.execute(sql.raw(statement));
  } finally {
    await close();
  }
}

t.test('both of our drivers connect through the one URL, to an empty database of our own', async (t) => {
  const { url } = await start(t, dataDir);
  const asked = "select current_user::text, current_database()::text, current_setting('TimeZone') as zone";
  const expected = [{ current_user: 'acquaint', current_database: 'acquaint', zone: 'UTC' }];
  t.same(await query(url, asked), expected);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  t.teardown(() => client.end());
  t.same((await client.query(asked)).rows, expected);
});

t.test(
  'the server is of version 18, durable, reached by a socket alone, and text is UTF-8 by code point',
  async (t) => {
    const { url } = await start(t, dataDir);
    const setting = async (name: string) => {
      const [row] = (await query(url, `select current_setting('${name}') as value`)) as { value: string }[];
      return row?.value;
    };
    t.match(await setting('server_version'), /^18\./);
    t.equal(await setting('fsync'), 'on');
    t.equal(await setting('synchronous_commit'), 'on');
    t.equal(await setting('listen_addresses'), '');
    t.same(
      await query(
        url,
        `select encode(convert_to(upper('ÿé'), 'UTF8'), 'escape') <> '' as ok, upper('ÿé') as upper, 'Z' < 'a' as by_code_point`,
      ),
      [{ ok: true, upper: 'ŸÉ', by_code_point: true }],
    );
  },
);

t.test('without its password nobody gets in', async (t) => {
  const { url } = await start(t, dataDir);
  const wrong = new URL(url);
  wrong.password = 'password';
  await t.rejects(query(wrong.href, 'select 1'), { cause: { code: '28P01' } });
  wrong.password = '';
  await t.rejects(query(wrong.href, 'select 1'));
});

t.test('what was committed is there after a stop and a start', async (t) => {
  const first = await start(t, dataDir);
  await query(first.url, `create table kept as select 'here' as what`);
  await first.stop();
  await first.stop();
  await t.rejects(query(first.url, 'select 1'), 'nothing serves after the stop');
  const second = await start(t, dataDir);
  t.same(await query(second.url, 'select * from kept'), [{ what: 'here' }]);
});

t.test('a data directory that was deleted starts afresh', async (t) => {
  const dataDir = await newDataDir(t);
  const first = await start(t, dataDir);
  await query(first.url, 'create table gone ()');
  await first.stop();
  await rm(dataDir, { recursive: true });
  const second = await start(t, dataDir);
  t.same(await query(second.url, `select to_regclass('gone')::text as gone`), [{ gone: null }]);
});

t.test('a second start is refused with one line that names the holder and the ways out', async (t) => {
  const now = new Date('2026-12-03T12:03:44Z');
  const { url } = await start(t, dataDir, { now });
  await t.rejects(
    startEmbeddedPostgres({ dataDir, log }),
    new EmbeddedPostgresError(
      `${dataDir} is held by process ${process.pid} since 2026-12-03T12:03Z; stop it, or set ACQUAINT_DATA_DIR or DATABASE_URL`,
    ),
  );
  t.same(await query(url, 'select 1 as still'), [{ still: 1 }], 'the holder is not disturbed');
});

t.test('a server that cannot start says why in its own words, and lets go of the directory', async (t) => {
  await (await start(t, dataDir)).stop();
  const conf = join(dataDir, 'postgres', 'postgresql.auto.conf');
  const before = await readFile(conf);
  await writeFile(conf, 'work_mem = plenty\n');
  await t.rejects(startEmbeddedPostgres({ dataDir, log }), {
    name: 'EmbeddedPostgresError',
    message: /did not start.*invalid value for parameter "work_mem": "plenty"/s,
  });
  await writeFile(conf, before);
  const { url } = await start(t, dataDir);
  t.same(await query(url, 'select 1 as up'), [{ up: 1 }]);
});

t.test('a first start that was interrupted is made again', async (t) => {
  const dataDir = await newDataDir(t);
  await chmod(dataDir, 0o711);
  await writeFile(join(dataDir, 'postgres-password'), 'of a cluster that was never finished');
  await mkdir(join(dataDir, 'postgres.new-AbCdEf'));
  const { url } = await start(t, dataDir);
  t.same(await query(url, 'select 1 as up'), [{ up: 1 }]);
  t.equal((await stat(join(dataDir, 'postgres-password'))).mode & 0o777, 0o600);
  await t.rejects(stat(join(dataDir, 'postgres.new-AbCdEf')), { code: 'ENOENT' });
});

t.test('data whose password is lost are not overwritten', async (t) => {
  const first = await start(t, dataDir);
  await query(first.url, `create table precious as select 'here' as what`);
  await first.stop();
  const path = join(dataDir, 'postgres-password');
  await rename(path, `${path}.lost`);
  await t.rejects(startEmbeddedPostgres({ dataDir, log }), {
    message: /cannot be opened without .*postgres-password/,
  });
  await rename(`${path}.lost`, path);
  const { url } = await start(t, dataDir);
  t.same(await query(url, 'select * from precious'), [{ what: 'here' }]);
});

t.test('the application hears of a server that ends by itself, and may still stop it', async (t) => {
  const ended = new Promise<string>((resolve) => {
    void start(t, dataDir, { onExit: resolve }).then((server) => process.kill(server.pid, 'SIGINT'));
  });
  t.match(await ended, /database system is shut down/);
});

t.test('for tests, durability can be traded for speed', async (t) => {
  const { url } = await start(t, dataDir, { durability: 'off' });
  t.same(await query(url, `select current_setting('fsync') as fsync, current_setting('wal_level') as wal`), [
    { fsync: 'off', wal: 'minimal' },
  ]);
});
