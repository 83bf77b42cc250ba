import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { type Env, EnvError } from '../env.ts';
import type { DkimKey } from './dkim.ts';

/** RFC 8301 §3.2: signers should use keys of at least 2048 bits. */
const KEY_BITS_MIN = 2048;

/**
 * The key that outgoing mail is signed with; null when none is configured. Read and judged at start, because a message
 * with a bad key would go out unsigned or be refused at the other end, and nobody would be told.
 * @throws EnvError with one line: what is wrong with the key.
 */
export function readDkimKey(env: Env): DkimKey | null {
  if (env.dkim === null) return null;
  const { keyFile, domain, selector } = env.dkim;
  const privateKey = parse(read(keyFile));
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = privateKey;
  if (type !== 'rsa') {
    throw new EnvError(
      `DKIM_KEY_FILE: must hold an RSA key, which every receiver can verify; this is ${type}`,
    );
  }
  const bits = details?.modulusLength ?? 0;
  if (bits < KEY_BITS_MIN) {
    throw new EnvError(`DKIM_KEY_FILE: must hold a key of at least ${KEY_BITS_MIN} bits; this has ${bits}`);
  }
  return { domain, selector, privateKey };
}

function read(keyFile: string): Buffer {
  try {
    return readFileSync(keyFile);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    throw new EnvError(`DKIM_KEY_FILE: cannot be read${code}`);
  }
}

function parse(pem: Buffer): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new EnvError('DKIM_KEY_FILE: must hold a private key in PEM form, without a passphrase');
  }
}
