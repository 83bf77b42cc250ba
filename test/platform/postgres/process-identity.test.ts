import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import t from 'tap';

import { processIdentity } from '../../../src/platform/postgres/process-identity.ts';

t.test('a process that ended has none', async (t) => {
  t.equal(await processIdentity(spawnSync(process.execPath, ['--version']).pid), '');
});

const onLinux = { skip: process.platform === 'linux' ? false : 'SKIPPED: only Linux has /proc' };
t.test('that of a living process stays the same and is nobody else’s', onLinux, async (t) => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  await once(child, 'spawn');
  const identity = await processIdentity(child.pid ?? 0);
  t.match(identity, /^[0-9a-f-]{36}:\d+$/);
  t.equal(await processIdentity(child.pid ?? 0), identity);
  t.not(await processIdentity(process.pid), identity);
});
