import { arcRounds } from './arc-rounds.ts';
import { circleRounds } from './circle-rounds.ts';
import { differenceRounds } from './difference-rounds.ts';
import type { GolfRounds } from './golf-plan.ts';
import { transversalRounds } from './transversal-rounds.ts';
import { unitalRounds } from './unital-rounds.ts';

/**
 * Rounds without a repeat that a formula gives, as many as any of them has: one where no formula fits. Each is quick, a
 * fraction of a second for two thousand people.
 */
export function constructRounds(groups: number, size: number): GolfRounds {
  const one = [Int32Array.from({ length: groups * size }, (_, person) => person)];
  if (groups < 2 || size < 2) return one;
  if (size === 2) return circleRounds(groups);
  const within = groups % size === 0 ? constructRounds(groups / size, size) : [];
  const plans = [extendedRounds(groups, size, within), arcRounds(groups, size), unitalRounds(groups, size)];
  return plans.reduce((best, plan) => (plan.length > best.length ? plan : best), one);
}

/**
 * A transversal design, and where whole groups fit its columns, rounds `within` for the people of each column among
 * themselves. None where there is no such design.
 */
export function extendedRounds(groups: number, size: number, within: GolfRounds): GolfRounds {
  const lines = transversalRounds(groups, size);
  const rounds = lines.length > 0 ? lines : differenceRounds(groups, size);
  if (rounds.length === 0) return [];
  const inColumns = within.map((round) =>
    Int32Array.from(
      { length: groups * size },
      (_, k) => Math.floor(k / groups) * groups + round[k % groups]!,
    ),
  );
  return [...rounds, ...inColumns];
}
