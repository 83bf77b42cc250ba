import { transversalRounds } from './golf/transversal-rounds.ts';
import { type Random, shuffle } from './random.ts';
import type { Room } from './room.ts';

/**
 * Seats for all rounds from a transversal design, where tables are of one size and no power of a prime that divides
 * their number is smaller: nobody meets anybody twice, and nobody meets those of their own column. Whole units make up
 * columns as far as their sizes allow, so that where they fit every table mixes units wholly. Null where there is no such plan.
 */
export function constructSeats(
  room: Room,
  sizes: Int32Array,
  rounds: number,
  random: Random,
): Int32Array | null {
  const size = sizes[0]!;
  const tables = sizes.length;
  if (size < 2 || sizes[tables - 1] !== size || rounds > tables) return null;
  const plan = transversalRounds(tables, size, rounds);
  if (plan.length < rounds) return null;
  const columns = shuffle(
    Array.from({ length: room.size }, (_, person) => person),
    random,
  ).sort((a, b) => room.unit[a]! - room.unit[b]!);
  return Int32Array.from({ length: rounds * room.size }, (_, k) => {
    const round = plan[Math.floor(k / room.size)]!;
    return columns[round[k % room.size]!]!;
  });
}
