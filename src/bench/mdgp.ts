import { readFile } from 'node:fs/promises';

import { MixingError } from '../mixing/index.ts';
import { parseMdgp, solveMdgp } from '../mixing/mdgp/index.ts';

/** What `acquaint bench mdgp` prints; people are numbered from 0 as in the file. */
export type MdgpBench = { objective: number; groups: number[][]; elapsedMs: number };

/** The schedule is laid out for so many steps a second: between a busy core and a quiet one as measured; the clock ends it. */
const STEPS_PER_SECOND = 400e6;
/** The search is told to stop so long before its time is up: it finishes the row it is in and recounts. */
const STOP_BEFORE_MS = 3;
/** Improvements are told on stderr no more often than this. */
const PROGRESS_EVERY_MS = 1_000;

/** Divides the people of an MDGPLIB file for so many seconds. Throws `MixingError` with file and line for a bad file. */
export async function benchMdgp(
  file: string,
  { seconds, seed, progress }: { seconds: number; seed: number; progress: (line: string) => void },
): Promise<MdgpBench> {
  const text = await readFile(file, 'utf8');
  const startedAt = performance.now();
  const instance = namingFile(file, () => parseMdgp(text));
  let toldAt = startedAt;
  const { groupOf, objective } = solveMdgp(instance, seed, {
    steps: seconds * STEPS_PER_SECOND,
    stop: () => performance.now() - startedAt >= seconds * 1_000 - STOP_BEFORE_MS,
    improved: (best) => {
      const now = performance.now();
      if (now - toldAt < PROGRESS_EVERY_MS) return;
      toldAt = now;
      progress(`${((now - startedAt) / 1_000).toFixed(0)} s: ${best}`);
    },
  });
  const groups: number[][] = Array.from({ length: instance.groups }, () => []);
  for (const [person, group] of groupOf.entries()) groups[group]?.push(person);
  return { objective, groups, elapsedMs: Math.round(performance.now() - startedAt) };
}

function namingFile<T>(file: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof MixingError) throw new MixingError(error.code, `${file}: ${error.message}`);
    throw error;
  }
}
