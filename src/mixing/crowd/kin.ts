import { indexes, type Random } from '../random.ts';
import { countsOf } from '../spread.ts';
import { sortBy } from './deal.ts';

/** People in order of their code and where each code begins: to find others with the same code. */
export type Kin = { codes: Int32Array; sorted: Int32Array; from: Int32Array; count: Int32Array };

/** Indexes people by their code; all codes must be known. */
export function indexKin(codes: Int32Array): Kin {
  const count = countsOf(codes);
  const from = new Int32Array(count.length);
  for (let code = 1; code < count.length; code++) from[code] = from[code - 1]! + count[code - 1]!;
  return { codes, sorted: sortBy(indexes(codes.length), { codes, counts: count }), from, count };
}

/** Somebody at random with the same code, perhaps the person. */
export function randomKin({ codes, sorted, from, count }: Kin, person: number, random: Random): number {
  const code = codes[person]!;
  return sorted[from[code]! + random.below(count[code]!)]!;
}
