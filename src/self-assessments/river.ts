import type { Practice } from '../db/schema/index.ts';

/** An agreed level of one team in one practice. */
export type AgreedLevel = { unit: string; practice: string; level: number; target: number };

/** One place along the river: between which levels all teams stand, and where one's own does. */
export type RiverPoint = {
  practice: string;
  name: string;
  lowest: number | null;
  highest: number | null;
  own: number | null;
  ownTarget: number | null;
};

/** The river diagram (Collison): the banks are the lowest and the highest level in each practice. O(levels). */
export function riverOf(
  practices: readonly Pick<Practice, 'key' | 'name'>[],
  agreed: readonly AgreedLevel[],
  unit: string | null,
): RiverPoint[] {
  return practices.map(({ key, name }) => {
    const here = agreed.filter(({ practice }) => practice === key);
    const levels = here.map(({ level }) => level);
    const own = here.find((one) => one.unit === unit);
    return {
      practice: key,
      name,
      lowest: levels.length > 0 ? Math.min(...levels) : null,
      highest: levels.length > 0 ? Math.max(...levels) : null,
      own: own?.level ?? null,
      ownTarget: own?.target ?? null,
    };
  });
}

/** One team on the stairs: x is its level, y how far it wants to climb. */
export type Stair = { unit: string; level: number; target: number; x: number; y: number };

/**
 * The stairs diagram (Collison) of one practice: at the bottom right stands who has something to share, at the top left
 * who has something to learn. In the order of the units' names: nobody is first.
 */
export function stairsOf(agreed: readonly AgreedLevel[], practice: string): Stair[] {
  return agreed
    .filter((one) => one.practice === practice)
    .map(({ unit, level, target }) => ({ unit, level, target, x: level, y: target - level }))
    .sort((a, b) => (a.unit < b.unit ? -1 : 1));
}
