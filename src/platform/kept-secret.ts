import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createExclusively } from './postgres/create-exclusively.ts';

const SECRET_BYTES = 32;
/** The owner alone reads it. */
const MODE = 0o600;

/**
 * A secret that this machine keeps in a file of its data directory, made at first use. Of several processes that ask
 * first at once all get the same.
 */
export async function keptSecret(dataDir: string, name: string): Promise<string> {
  const path = join(dataDir, name);
  await mkdir(dataDir, { recursive: true });
  const made = randomBytes(SECRET_BYTES).toString('hex');
  return (await createExclusively(path, made, MODE)) ? made : readFile(path, 'utf8');
}
