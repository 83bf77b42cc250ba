import type { Random } from '../random.ts';
import { countRepeats, type GolfRounds } from './golf-plan.ts';

/** Temperatures of a cycle; a repeat costs 1. Found by trial on 8-4-10, 7-4-9 and 10-4-13. */
const HOT = 0.55;
const COLD = 0.18;
/** Steps at one temperature, and between two looks at the clock. */
const BLOCK = 2048;

/**
 * Exchanges people within rounds, cooling once from `heat` times the usual start. Gives the best rounds that it saw at
 * the end of a block, never worse than those given. A proposal costs 4(s − 1) look-ups.
 */
export function annealGolf(
  start: GolfRounds,
  size: number,
  heat: number,
  steps: number,
  enough: number,
  random: Random,
  stop: () => boolean,
): { rounds: GolfRounds; repeats: number } {
  const people = start[0]!.length;
  const seats = new Int32Array(start.length * people);
  for (const [r, round] of start.entries()) seats.set(round, r * people);
  const met = meetings(start, people, size);
  let repeats = countRepeats(start, size);
  const best = seats.slice();
  let least = repeats;
  const blocks = Math.ceil(steps / BLOCK);
  const cooling = (COLD / (HOT * heat)) ** (1 / blocks);
  let temperature = HOT * heat;
  for (let block = 0; block < blocks && least > enough && !stop(); block++, temperature *= cooling) {
    for (let step = 0; step < BLOCK; step++) {
      const offset = start.length === 1 ? 0 : random.below(start.length) * people;
      const one = offset + random.below(people);
      const other = offset + random.below(people);
      const fromOne = one - ((one - offset) % size);
      const fromOther = other - ((other - offset) % size);
      if (fromOne === fromOther) continue;
      const a = seats[one]!;
      const b = seats[other]!;
      let delta = 0;
      for (let k = fromOne; k < fromOne + size; k++) {
        if (k === one) continue;
        if (met[a * people + seats[k]!]! > 1) delta--;
        if (met[b * people + seats[k]!]! > 0) delta++;
      }
      for (let k = fromOther; k < fromOther + size; k++) {
        if (k === other) continue;
        if (met[b * people + seats[k]!]! > 1) delta--;
        if (met[a * people + seats[k]!]! > 0) delta++;
      }
      if (delta > 0 && random.unit() >= Math.exp(-delta / temperature)) continue;
      for (let k = fromOne; k < fromOne + size; k++) {
        if (k === one) continue;
        const x = seats[k]!;
        met[a * people + x]!--;
        met[x * people + a]!--;
        met[b * people + x]!++;
        met[x * people + b]!++;
      }
      for (let k = fromOther; k < fromOther + size; k++) {
        if (k === other) continue;
        const x = seats[k]!;
        met[b * people + x]!--;
        met[x * people + b]!--;
        met[a * people + x]!++;
        met[x * people + a]!++;
      }
      seats[one] = b;
      seats[other] = a;
      repeats += delta;
      if (repeats < least) {
        least = repeats;
        best.set(seats);
        if (least <= enough) break;
      }
    }
  }
  return { rounds: start.map((_, r) => best.slice(r * people, (r + 1) * people)), repeats: least };
}

/** How often each pair is in one group, both ways round. */
function meetings(rounds: GolfRounds, people: number, size: number): Uint16Array {
  const met = new Uint16Array(people * people);
  for (const round of rounds)
    for (let from = 0; from < people; from += size)
      for (let i = from; i < from + size; i++)
        for (let j = from; j < from + size; j++) if (i !== j) met[round[i]! * people + round[j]!]!++;
  return met;
}
