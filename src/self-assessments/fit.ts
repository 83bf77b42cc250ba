/** The highest of the levels 1–5. */
export const LEVEL_MAX = 5;
/** Steps that lie between the lowest and the highest level. */
const STEPS = 4;
/** Being two levels ahead is enough to help; more helps no more. */
const AHEAD_MAX = 2;

/** A team's agreed level and target in one practice. */
export type TeamLevel = { unit: string; level: number; target: number };

/** How much other teams ask of one already, and how much they may. */
export type Load = { load: number; cap: number };

/**
 * How well a team could help another in one practice, 0 to 1 (domain rules §2): what the one that asks has to learn,
 * times how far the other is ahead, times what is left of its time. 0 within a unit, and for a team at its cap.
 */
export function fitOf(asking: TeamLevel, helping: TeamLevel, { load, cap }: Load): number {
  if (asking.unit === helping.unit || cap <= 0) return 0;
  const need = Math.max(0, asking.target - asking.level) / STEPS;
  const ahead = Math.min(Math.max(helping.level - asking.level, 0), AHEAD_MAX) / AHEAD_MAX;
  return need * ahead * Math.max(0, 1 - load / cap);
}
