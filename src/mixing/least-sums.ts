import { AIM, lastAims } from './aims.ts';
import { fewestRepeats } from './fewest-repeats.ts';
import { metLately } from './history.ts';
import type { Question } from './question.ts';
import { countsOf, fewestPairs } from './spread.ts';

/**
 * For each aim a sum that no plan can beat: from the sizes of units and tables, and from counting pairs. Where people
 * stay together, whose pairs count for nothing else, only the rules and requests are bounded.
 */
export function leastSums(question: Question, rounds: number): Float64Array {
  const { room, sizes, levels, circles, wishes, history, today } = question;
  const last = lastAims(levels.length);
  const least = new Float64Array(last.wishes + 1);
  least[AIM.rule] = -rounds * circles.pairs.length;
  for (const { weight } of wishes) least[last.wishes]! -= rounds * Math.max(0, weight);
  if (circles.pairs.length > 0) return least;
  least[AIM.lately] = fewestRepeats(history, sizes, rounds, (day) => metLately(day, today));
  for (const [l, level] of levels.entries())
    for (const { codes, weight } of level)
      least[AIM.levels + l]! += weight * rounds * fewestAlike(codes, sizes.length);
  const seniors = room.senior.reduce((sum, senior) => sum + senior, 0);
  least[last.seniors] = rounds * fewestPairs(seniors, sizes.length);
  return least;
}

/** Fewest pairs of one code at so many tables: when each code is spread evenly. Unknown ones (−1) are never alike. */
export function fewestAlike(codes: Int32Array, tables: number): number {
  return countsOf(codes).reduce((sum, count) => sum + fewestPairs(count, tables), 0);
}
