import { readFile } from 'node:fs/promises';

import { hasCode } from './has-code.ts';

/** In /proc/PID/stat, counted after the command's closing bracket: the state, and the start in ticks since boot (proc(5)). */
const STATE_FIELD = 0;
const START_FIELD = 19;

/**
 * What tells a process from a later one with the same number: the boot and the tick in which it began.
 * Empty for a process that is gone or only waits to be reaped; null where the system does not say (no /proc, or hidden).
 */
export async function processIdentity(pid: number): Promise<string | null> {
  if (!exists(pid)) return '';
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (/[ZX]/.test(fields[STATE_FIELD] ?? '')) return '';
    return `${boot.trim()}:${fields[START_FIELD]}`;
  } catch {
    return exists(pid) ? null : '';
  }
}

/** Whether a process has this number, ours or another user's. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, 'ESRCH');
  }
}
