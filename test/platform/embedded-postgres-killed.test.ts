import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { pino } from 'pino';
import t from 'tap';

import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';
import { processIdentity } from '../../src/platform/postgres/process-identity.ts';
import { newDataDir } from '../fixtures/data-dir.ts';
import { newHolder, newRunningHolder } from '../fixtures/postgres-holder.ts';
import { until } from '../fixtures/until.ts';

const log = pino({ level: 'silent' });
const onLinux = process.platform === 'linux' ? {} : { skip: 'SKIPPED: looks at /proc' };

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query(statement).finally(() => client.end());
  return rows;
}

const isGone = async (pid: number) => (await processIdentity(pid)) === '';

/** The small shell beside the server. */
async function watchdogOf(pid: number): Promise<number> {
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8'))
    .trim()
    .split(' ')
    .map(Number);
  for (const child of children) {
    if ((await readFile(`/proc/${child}/cmdline`, 'utf8')).startsWith('/bin/sh\0')) return child;
  }
  throw new Error('the server has no watchdog');
}

t.test('kill -9 of the service also ends its server, and what was committed survives', onLinux, async (t) => {
  const dataDir = await newDataDir(t);
  const { child, said } = await newRunningHolder(t, dataDir);
  await query(said.url, `create table kept as select 'here' as what`);
  const socketDir = new URL(said.url).searchParams.get('host') ?? '';
  child.kill('SIGKILL');
  await until('the server ends', () => isGone(said.pid));
  await until('its socket directory is removed', async () =>
    readdir(socketDir).then(
      () => false,
      () => true,
    ),
  );
  const next = await startEmbeddedPostgres({ dataDir, log });
  t.teardown(() => next.stop());
  t.same(await query(next.url, 'select * from kept'), [{ what: 'here' }]);
});

t.test('a server that nothing stopped after kill -9 is stopped by the next start', onLinux, async (t) => {
  const dataDir = await newDataDir(t);
  const { child, pid, said } = await newRunningHolder(t, dataDir);
  await query(said.url, `create table kept as select 'here' as what`);
  process.kill(await watchdogOf(pid), 'SIGKILL');
  child.kill('SIGKILL');
  await until('the service is dead', () => isGone(pid));
  t.equal(await isGone(said.pid), false, 'its server is not');
  const next = await startEmbeddedPostgres({ dataDir, log });
  t.teardown(() => next.stop());
  t.equal(await isGone(said.pid), true);
  t.same(await query(next.url, 'select * from kept'), [{ what: 'here' }]);
});

t.test(
  'kill -9 of the service and of its server in the middle of work loses nothing committed',
  onLinux,
  async (t) => {
    const dataDir = await newDataDir(t);
    const { child, pid, said } = await newRunningHolder(t, dataDir);
    await query(said.url, 'create table kept as select n from generate_series(1, 1000) n');
    const busy = query(said.url, 'select pg_sleep(1000)').catch((error: unknown) => error);
    process.kill(said.pid, 'SIGKILL');
    child.kill('SIGKILL');
    await until('the service is dead', () => isGone(pid));
    const next = await startEmbeddedPostgres({ dataDir, log });
    t.teardown(() => next.stop());
    t.same(await query(next.url, 'select count(*)::int as count from kept'), [{ count: 1000 }]);
    t.ok((await busy) instanceof Error);
  },
);

t.test('of three starters at once after kill -9 exactly one holds the directory', async (t) => {
  const dataDir = await newDataDir(t);
  const dead = await newRunningHolder(t, dataDir);
  dead.child.kill('SIGKILL');
  await until('the service is dead', () => isGone(dead.pid));
  const starters = await Promise.all([1, 2, 3].map(() => newHolder(t, dataDir)));
  const winners = starters.filter(({ said }) => 'url' in said);
  const [winner] = winners;
  t.equal(winners.length, 1);
  for (const { said } of starters) {
    if ('error' in said) t.match(said.error, `${dataDir} is held by process ${winner?.pid} since`);
  }
});
