import { repeatsMin, solveGolfers } from '../mixing/golf/index.ts';
import { MixingError } from '../mixing/index.ts';

/** What `acquaint bench golfers` prints; people are numbered from 0, each round lists its groups. */
export type GolfersBench = { repeats: number; rounds: number[][][]; repeatsMin: number; elapsedMs: number };

/** More people than this is not a case of the literature, and its table of pairs would not fit in memory. */
const PEOPLE_MAX = 2_000;

/** Plans rounds in which nobody meets anybody twice, or as seldom as is found in so many seconds. */
export function benchGolfers(
  shape: { groups: number; size: number; rounds: number },
  { seconds, seed, progress }: { seconds: number; seed: number; progress: (line: string) => void },
): GolfersBench {
  const { groups, size } = shape;
  if (groups * size > PEOPLE_MAX)
    throw new MixingError(
      'table-size-too-small',
      `${groups * size} people are too many; at most ${PEOPLE_MAX}.`,
    );
  const startedAt = performance.now();
  const { rounds, repeats } = solveGolfers({
    ...shape,
    seed,
    stop: () => performance.now() - startedAt >= seconds * 1_000,
    improved: (fewest) =>
      progress(`${((performance.now() - startedAt) / 1_000).toFixed(1)} s: ${fewest} repeats`),
  });
  return {
    repeats,
    rounds: rounds.map((round) =>
      Array.from({ length: groups }, (_, g) => Array.from(round.subarray(g * size, (g + 1) * size))),
    ),
    repeatsMin: repeatsMin(groups, size, shape.rounds),
    elapsedMs: Math.round(performance.now() - startedAt),
  };
}
