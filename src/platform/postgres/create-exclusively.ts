import { randomBytes } from 'node:crypto';
import { link, rm, writeFile } from 'node:fs/promises';

import { hasCode } from './has-code.ts';

/** Everybody may read it, its owner write it. */
const READABLE = 0o644;

/**
 * Creates a file that is whole from the instant it exists. Everybody may read it unless `mode` says otherwise.
 * @returns false when a file of that name is there already; of two callers at once exactly one gets true.
 */
export async function createExclusively(path: string, text: string, mode = READABLE): Promise<boolean> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, text, { flag: 'wx', mode });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
