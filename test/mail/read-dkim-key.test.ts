import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';

import { readEnv } from '../../src/env.ts';
import { readDkimKey } from '../../src/mail/read-dkim-key.ts';

const RSA_2048 = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const PKCS8 = { type: 'pkcs8', format: 'pem' } as const;

t.test('a good key is read; its domain is that of the sender unless it is said', async (t) => {
  const file = join(t.testdir(), 'key.pem');
  for (const type of ['pkcs8', 'pkcs1'] as const) {
    writeFileSync(file, RSA_2048.export({ type, format: 'pem' }));
    const key = readDkimKey(readEnv({ DKIM_KEY_FILE: file, MAIL_FROM: 'hello@News.example.org' }));
    t.strictSame([key?.domain, key?.selector], ['news.example.org', 'acquaint']);
  }
  const other = { DKIM_KEY_FILE: file, MAIL_FROM: 'hello@news.example.org', DKIM_SELECTOR: 's1' };
  t.equal(readDkimKey(readEnv({ ...other, DKIM_DOMAIN: 'example.org' }))?.domain, 'example.org');
  t.equal(readDkimKey(readEnv({})), null);
  t.throws(() => readEnv({ ...other, DKIM_DOMAIN: 'ample.org' }), /^DKIM_DOMAIN: must be the domain/);
});

t.test('a key that would leave mail unsigned stops the start with one line', async (t) => {
  const dir = t.testdir();
  const file = join(dir, 'key.pem');
  const keys: [string, string | Buffer, RegExp][] = [
    ['none', 'hello', /^must hold a private key in PEM form, without a passphrase$/],
    [
      'of 1024 bits',
      generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export(PKCS8),
      /^must hold a key of at least 2048 bits; this has 1024$/,
    ],
    [
      'Ed25519',
      generateKeyPairSync('ed25519').privateKey.export(PKCS8),
      /^must hold an RSA key, which every receiver can verify; this is ed25519$/,
    ],
    [
      'the public half',
      generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }),
      /^must hold a private key/,
    ],
    [
      'behind a passphrase',
      RSA_2048.export({ ...PKCS8, cipher: 'aes-256-cbc', passphrase: 'x' }),
      /^must hold a private key/,
    ],
  ];
  for (const [name, pem, line] of keys) {
    writeFileSync(file, pem);
    const read = () => readDkimKey(readEnv({ DKIM_KEY_FILE: file }));
    t.throws(read, { name: 'EnvError', message: new RegExp(`DKIM_KEY_FILE: ${line.source.slice(1)}`) }, name);
  }
  const missing = () => readDkimKey(readEnv({ DKIM_KEY_FILE: join(dir, 'nowhere.pem') }));
  t.throws(missing, { name: 'EnvError', message: 'DKIM_KEY_FILE: cannot be read (ENOENT)' });
});
