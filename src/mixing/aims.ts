/**
 * What a pair at one table can cost, the most important first; a plan is judged by the sums over all its tables,
 * compared from the left, so that no number of later wishes ever buys an earlier one. The levels of attributes follow
 * from `levels` on, then pairs of seniors, then requests.
 *
 * Repeats are three aims: how many pairs met in the last 365 days or earlier in this plan, how many met before that,
 * and only then how fresh these meetings are. So two old meetings never buy a recent one, and where so many repeats
 * must be, they are the oldest.
 */
export const AIM = { rule: 0, lately: 1, longAgo: 2, freshness: 3, levels: 4 } as const;

/** Where the last two aims stand in a plan with so many levels of attributes. */
export const lastAims = (levels: number): { seniors: number; wishes: number } => ({
  seniors: AIM.levels + levels,
  wishes: AIM.levels + levels + 1,
});

/** Negative when the first sums are better, positive when worse, 0 when equal; earlier aims decide. */
export function compareAims(one: Float64Array, other: Float64Array): number {
  for (let aim = 0; aim < one.length; aim++) if (one[aim] !== other[aim]) return one[aim]! - other[aim]!;
  return 0;
}

/** The strength of a meeting halves in so many days: the product's own choice; Burt 2002 found nine in ten bridging ties gone after a year. */
const HALVING_DAYS = 180;
/** The freshness of a meeting today; halved often enough it is nothing, so that decay has few steps and other aims room. */
export const FRESHNESS_MAX = 8;

/** How fresh a meeting so many days ago still is: 8, 4, 2, 1, then 0. */
export const freshness = (daysAgo: number): number =>
  Math.floor(FRESHNESS_MAX / 2 ** Math.floor(Math.max(0, daysAgo) / HALVING_DAYS));
