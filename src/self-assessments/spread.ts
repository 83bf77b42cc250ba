import { LEVEL_MAX } from './fit.ts';

/** Votes of fewer people than this are shown to nobody (domain rules §6.4; not configurable). */
export const VOTES_SHOWN_MIN = 5;
/** From this difference on a spread is worth talking about (domain rules §2). */
const WIDE = 2;

/** How the votes of a team spread over the levels 1–5, in that order; `isWide` where they lie two levels or more apart. */
export type Spread = { votes: number[]; isWide: boolean };

/** The spread of one practice, or null where so few voted that it could be guessed who. */
export function spreadOf(counts: readonly { level: number; votes: number }[]): Spread | null {
  const votes = Array.from({ length: LEVEL_MAX }, () => 0);
  for (const { level, votes: some } of counts) votes[level - 1] = some;
  if (votes.reduce((sum, some) => sum + some, 0) < VOTES_SHOWN_MIN) return null;
  const voted = votes.flatMap((some, i) => (some > 0 ? [i] : []));
  return { votes, isWide: (voted.at(-1) ?? 0) - (voted[0] ?? 0) >= WIDE };
}
