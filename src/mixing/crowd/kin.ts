import type { Random } from '../random.ts';
import { sortBy } from './deal.ts';

/** People in order of their code and where each code begins: to find others with the same code. */
export type Kin = { codes: Int32Array; sorted: Int32Array; from: Int32Array; count: Int32Array };

/** Indexes some people by their code; all codes must be known. */
export function indexKin(codes: Int32Array, people: Int32Array): Kin {
  const sorted = sortBy(people, codes);
  const count = new Int32Array(codes[sorted.at(-1) ?? -1]! + 1);
  for (const person of sorted) count[codes[person]!]!++;
  const from = new Int32Array(count.length);
  for (let code = 1; code < count.length; code++) from[code] = from[code - 1]! + count[code - 1]!;
  return { codes, sorted, from, count };
}

/** Somebody at random with the same code, perhaps the person. */
export function randomKin({ codes, sorted, from, count }: Kin, person: number, random: Random): number {
  const code = codes[person]!;
  return sorted[from[code]! + random.below(count[code]!)]!;
}
