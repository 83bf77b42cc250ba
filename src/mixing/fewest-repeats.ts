import type { History } from './history.ts';
import { fewestPairs } from './spread.ts';
import { pairsPerRound } from './table-sizes.ts';

/**
 * A number of repeats that no plan can beat, the largest of three counts. All pairs: R rounds use R·P of the
 * n(n − 1)/2, less those who met. Each person: at least s − 1 others a round, of those not met. And tables: those of
 * one table in the first round spread over m tables in each later one, so tables larger than m repeat. Meetings count
 * where `counts` says so of their day.
 */
export function fewestRepeats(
  history: History,
  sizes: Int32Array,
  rounds: number,
  counts: (day: number) => boolean,
): number {
  const people = history.start.length - 1;
  const seatsMin = sizes[sizes.length - 1]!;
  let met = 0;
  let short = 0;
  for (let person = 0; person < people; person++) {
    let partners = 0;
    for (let k = history.start[person]!; k < history.start[person + 1]!; k++)
      if (counts(history.day[k]!)) partners++;
    met += partners;
    short += Math.max(0, rounds * (seatsMin - 1) - (people - 1 - partners));
  }
  const fresh = (people * (people - 1)) / 2 - met / 2;
  let respread = 0;
  for (const size of sizes) respread += fewestPairs(size, sizes.length);
  return Math.max(rounds * pairsPerRound(sizes) - fresh, Math.ceil(short / 2), (rounds - 1) * respread, 0);
}
