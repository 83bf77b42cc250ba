import { fewestRepeats } from './fewest-repeats.ts';
import { metLately } from './history.ts';
import { fewestAlike } from './least-sums.ts';
import type { Distance, Limits, Mix } from './model.ts';
import { indexQuestion, type PlanWishes, type Question } from './question.ts';
import { checkShape, pairsPerRound } from './table-sizes.ts';

/** What no plan of these people can beat, to be shown before the event. Throws `MixingError` as `formRounds` does. */
export function planLimits(input: PlanWishes & { rounds: number }): Limits {
  checkShape(input.people.length, input.tableSize, input.rounds);
  return limitsOf(indexQuestion(input), input.rounds);
}

/** The same of a question. Shares are bounded each by itself: one plan need not reach all of them. */
export function limitsOf(question: Question, rounds: number): Limits {
  const { room, history, sizes, circles, today } = question;
  const perRound = pairsPerRound(sizes);
  const keptTogether = (rounds - 1) * circles.pairs.length;
  const repeats = (counts: (day: number) => boolean) =>
    Math.max(keptTogether, fewestRepeats(history, sizes, rounds, counts));
  const shareWithout = (pairs: number, of: number) => (of - pairs) / of;
  return {
    roundsWithoutRepeatMax: mostFreshRounds(room.size, sizes),
    forcedRepeatsMin: repeats(() => true),
    newPairShareMax: shareWithout(
      repeats((day) => metLately(day, today)),
      rounds * perRound,
    ),
    crossUnitShareMax: shareWithout(fewestAlike(room.unit, sizes.length), perRound),
    crossLocationShareMax: shareWithout(fewestAlike(room.location, sizes.length), perRound),
  };
}

/**
 * Rounds that may go without a repeat, by counting: all pairs, the others whom one person can meet (with equal tables of
 * s these give floor((n − 1)/(s − 1))), and one round only where a table's people do not fit onto different tables next time.
 */
function mostFreshRounds(people: number, sizes: Int32Array): number {
  if (sizes[0]! > sizes.length) return 1;
  const byPairs = Math.floor((people * (people - 1)) / 2 / pairsPerRound(sizes));
  return Math.min(byPairs, Math.floor((people - 1) / (sizes.at(-1)! - 1)));
}

/** How far a plan may be from what is possible: 0 is proven best in that figure. */
export function distanceTo(limits: Limits, mix: Mix): Distance {
  return {
    repeats: mix.repeats - limits.forcedRepeatsMin,
    newPairShare: limits.newPairShareMax - mix.newPairShare,
    crossUnitShare: limits.crossUnitShareMax - mix.crossUnitShare,
    crossLocationShare: limits.crossLocationShareMax - mix.crossLocationShare,
  };
}
