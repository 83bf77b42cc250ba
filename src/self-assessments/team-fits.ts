import { fitOf, type TeamLevel } from './fit.ts';
import type { AgreedLevel } from './river.ts';

/** A team that could help, and how well. */
export type TeamFit = { unit: string; level: number; fit: number; why: string };

/**
 * The teams that could help one in a practice, the best fit first, equals by name; null where that one has agreed on
 * nothing in it. Teams that could not help are left out. O(teams · log teams).
 */
export function teamFits(
  agreed: readonly AgreedLevel[],
  asked: { unit: string; practice: string; cap: number; loads: ReadonlyMap<string, number> },
): TeamFit[] | null {
  const { unit, practice, cap, loads } = asked;
  const here = agreed.filter((one) => one.practice === practice);
  const asking = here.find((one) => one.unit === unit);
  if (!asking) return null;
  return here
    .map((helping) => {
      const load = loads.get(helping.unit) ?? 0;
      const why = whyOf(asking, helping, load, cap);
      return { unit: helping.unit, level: helping.level, fit: fitOf(asking, helping, { load, cap }), why };
    })
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit || (a.unit < b.unit ? -1 : 1));
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four'];

function whyOf(asking: TeamLevel, helping: TeamLevel, load: number, cap: number): string {
  const ahead = helping.level - asking.level;
  const levels = `${NUMBERS[ahead] ?? ahead} level${ahead === 1 ? '' : 's'}`;
  const taken =
    load === 0
      ? `none of its ${cap} assists is taken`
      : `${load} of its ${cap} assists ${load === 1 ? 'is' : 'are'} taken`;
  return `${helping.unit} is at ${helping.level}, ${levels} above you, and ${taken}.`;
}
