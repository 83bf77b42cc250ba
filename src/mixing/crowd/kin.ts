import type { Random } from '../random.ts';
import { type Sorted, sortBy } from './deal.ts';

/** People in order of their code: to find others with the same code. */
export type Kin = Sorted & { codes: Int32Array };

/** Indexes some people by their code; all codes must be known. */
export const indexKin = (codes: Int32Array, people: Int32Array): Kin => ({ codes, ...sortBy(people, codes) });

/** Somebody at random with the same code, perhaps the person. */
export function randomKin({ codes, sorted, ends }: Kin, person: number, random: Random): number {
  const code = codes[person]!;
  const from = ends[code]!;
  return sorted[from + random.below(ends[code + 1]! - from)]!;
}
