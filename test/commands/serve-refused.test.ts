import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';

const ROOT = join(import.meta.dirname, '..', '..');

t.test('what would keep mail from going out as it should stops the start with one line', async (t) => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const dir = t.testdir({ 'key.pem': privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() });
  const wrong: [Record<string, string>, string][] = [
    [{ DKIM_KEY_FILE: join(dir, 'key.pem') }, 'acquaint: DKIM_KEY_FILE: must hold an RSA key, '],
    [{ DKIM_KEY_FILE: join(dir, 'none.pem') }, 'acquaint: DKIM_KEY_FILE: cannot be read (ENOENT)'],
    [{ SMTP_URL: 'smtp://a:secret@mx.test?pool=true' }, 'acquaint: SMTP_URL: pool is not a parameter'],
    [{ SMTP_RATE_PER_SECOND: 'fast' }, 'acquaint: SMTP_RATE_PER_SECOND: must be a number'],
  ];
  for (const [variables, line] of wrong) {
    const dataDir = join(dir, 'data');
    const run = spawnSync(process.execPath, ['--import=tsx', 'src/cli.ts', 'worker'], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, ACQUAINT_DATA_DIR: dataDir, ...variables },
    });
    t.equal(run.status, 1);
    t.equal(run.stderr.slice(0, line.length), line);
    t.equal(run.stderr.indexOf('\n'), run.stderr.length - 1, 'one line');
    t.notOk(run.stderr.includes('secret'));
    t.notOk(existsSync(dataDir), 'before anything is started');
  }
});
