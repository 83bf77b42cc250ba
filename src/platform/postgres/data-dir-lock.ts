import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { createExclusively } from './create-exclusively.ts';
import { hasCode } from './has-code.ts';
import { processIdentity } from './process-identity.ts';

/** Who holds a data directory. */
export type Holder = {
  pid: number;
  /** RFC 3339, to be shown. */
  since: string;
  /** Tells the process from a later one with the same number; null where the system does not say. */
  identity: string | null;
};

/** Taken, and to be released; or held by another process that lives. */
export type LockOutcome = { taken: true; release(): Promise<void> } | { taken: false; holder: Holder };

const LOCK = 'lock';
/** Exists for the instant in which a dead holder's lock is replaced. */
const TAKEOVER = 'lock.takeover';
/** A takeover is two file operations; one that is older than this died in between. */
const TAKEOVER_MS_MAX = 5_000;
const TAKEOVER_POLL_MS = 10;

/**
 * Makes this process the one owner of a directory. A lock whose process is dead is taken over.
 * Of any number of starters at once exactly one gets it.
 */
export async function lockDataDir(dir: string, now: Date): Promise<LockOutcome> {
  const path = join(dir, LOCK);
  const identity = await processIdentity(process.pid);
  const mine = JSON.stringify({ pid: process.pid, since: now.toISOString(), identity } satisfies Holder);
  const taken: LockOutcome = { taken: true, release: () => rm(path, { force: true }) };
  for (;;) {
    if (await createExclusively(path, mine)) return taken;
    const holder = await readHolder(path);
    if (holder === 'nobody') continue;
    if (holder !== 'unreadable' && (await lives(holder))) return { taken: false, holder };
    if (await takeOver(dir, mine)) return taken;
  }
}

/**
 * Replaces the lock of a dead holder. Only one process at a time gets past the first line, and it looks again,
 * so a lock that somebody else has renewed meanwhile stays.
 */
async function takeOver(dir: string, mine: string): Promise<boolean> {
  const guard = join(dir, TAKEOVER);
  const path = join(dir, LOCK);
  if (!(await createExclusively(guard, mine))) {
    await waitForTakeover(guard);
    return false;
  }
  try {
    const holder = await readHolder(path);
    if (holder === 'nobody' || (await lives(holder))) return false;
    const draft = `${path}.${process.pid}`;
    await writeFile(draft, mine, { mode: 0o644 });
    await rename(draft, path);
    return true;
  } finally {
    await rm(guard, { force: true });
  }
}

async function waitForTakeover(guard: string): Promise<void> {
  await delay(TAKEOVER_POLL_MS);
  const begun = await stat(guard).catch(() => null);
  if (begun && Date.now() - begun.mtimeMs > TAKEOVER_MS_MAX) await rm(guard, { force: true });
}

async function lives(holder: Holder | 'unreadable'): Promise<boolean> {
  if (holder === 'unreadable') return false;
  const current = await processIdentity(holder.pid);
  if (current === '') return false;
  return current === null || holder.identity === null || current === holder.identity;
}

async function readHolder(path: string): Promise<Holder | 'nobody' | 'unreadable'> {
  try {
    const holder = JSON.parse(await readFile(path, 'utf8')) as Holder | null;
    return Number.isSafeInteger(holder?.pid) && holder ? holder : 'unreadable';
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 'nobody';
    if (error instanceof SyntaxError) return 'unreadable';
    throw error;
  }
}
