import { spawnSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';

import { type Holder, lockDataDir } from '../../../src/platform/postgres/data-dir-lock.ts';
import { processIdentity } from '../../../src/platform/postgres/process-identity.ts';
import { newDataDir } from '../../fixtures/data-dir.ts';

const now = new Date('2026-12-03T12:03:00Z');
/** The number of a process that has ended. */
const deadPid = spawnSync(process.execPath, ['--version']).pid;
const mine: Holder = {
  pid: process.pid,
  since: '2026-12-03T12:03:00.000Z',
  identity: await processIdentity(process.pid),
};

async function write(dir: string, text: string): Promise<void> {
  await writeFile(join(dir, 'lock'), text);
}

async function read(dir: string): Promise<unknown> {
  return JSON.parse(await readFile(join(dir, 'lock'), 'utf8'));
}

t.test('the first gets it, the second learns who has it, and a release makes room', async (t) => {
  const dir = await newDataDir(t);
  const first = await lockDataDir(dir, now);
  if (!first.taken) throw new Error('the directory was free');
  t.same(await lockDataDir(dir, new Date()), { taken: false, holder: mine });
  await first.release();
  t.same(await readdir(dir), []);
  t.equal((await lockDataDir(dir, now)).taken, true);
});

t.test('the lock of a dead process is taken over, and leaves nothing behind', async (t) => {
  const dir = await newDataDir(t);
  await write(dir, JSON.stringify({ ...mine, pid: deadPid }));
  t.equal((await lockDataDir(dir, now)).taken, true);
  t.same(await read(dir), mine);
  t.same(await readdir(dir), ['lock']);
});

const ifTold = {
  skip: mine.identity === null ? 'SKIPPED: this system does not tell when a process began' : false,
};
t.test('a process that was given a dead holder’s number is not taken for it', ifTold, async (t) => {
  const dir = await newDataDir(t);
  await write(dir, JSON.stringify({ ...mine, identity: 'another-boot:1' }));
  t.equal((await lockDataDir(dir, now)).taken, true);
});

t.test('a holder on a system that does not tell when a process began is trusted to live', async (t) => {
  const dir = await newDataDir(t);
  await write(dir, JSON.stringify({ ...mine, identity: null }));
  t.same(await lockDataDir(dir, now), { taken: false, holder: { ...mine, identity: null } });
});

for (const text of ['', '{"pid"', 'null', '[]', '{"pid":"1"}']) {
  t.test(`a lock that cannot be read, ${JSON.stringify(text)}, is taken over`, async (t) => {
    const dir = await newDataDir(t);
    await write(dir, text);
    t.equal((await lockDataDir(dir, now)).taken, true);
    t.same(await read(dir), mine);
  });
}

t.test('of many at once exactly one wins, on a free directory and on a dead lock', async (t) => {
  const dir = await newDataDir(t);
  for (let round = 0; round < 100; round += 1) {
    if (round % 2) await write(dir, JSON.stringify({ ...mine, pid: deadPid }));
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => lockDataDir(dir, now)));
    const won = outcomes.filter((outcome) => outcome.taken);
    if (won.length !== 1) t.fail(`round ${round}: ${won.length} hold the directory`);
    for (const outcome of won) await outcome.release();
  }
  t.same(await readdir(dir), []);
});
