import { AIM, FRESHNESS_MAX } from './aims.ts';
import type { PairKinds } from './pair-kinds.ts';

/** Costs of kinds as single numbers, for the inner loop. */
export type AimWeights = {
  /** of one unit of each aim; 0 for aims in which no pair of the question differs from another */
  weights: Float64Array;
  /** the most by which two pairs differ in an aim */
  spread: Float64Array;
  /** for each kind its weighed cost, and its weighed cost besides from the second time on */
  cost: Float64Array;
  again: Float64Array;
  /** aims with a weight, the most important first */
  active: number[];
};

/** Whole numbers up to this are exact in a double. */
const EXACT_MAX = 2 ** 53;
/** Blended, an aim outweighs the next by this factor. */
const BLENDING_BASE = 2;

/**
 * Weighs aims so that, within one exchange of two people, an aim outweighs all later ones together: an exchange changes
 * 4(s − 1) pairs, so digits to the base 4(s − 1) × spread + 1 never carry. Tables so large that the digits do not fit a
 * double get smaller bases: there the search compares approximately, while plans are always judged by exact sums.
 * `repeats` says that pairs may come together a second time.
 */
export function strictWeights(pairs: PairKinds, seatsMax: number, repeats: boolean): AimWeights {
  const { active, spread } = activeAims(pairs, repeats);
  const base = (aim: number) => 4 * (seatsMax - 1) * spread[aim]! + 1;
  const bits = active.reduce((sum, aim) => sum + Math.log2(base(aim)), 0);
  const shrink = Math.min(1, Math.log2(EXACT_MAX) / bits);
  const weights = new Float64Array(pairs.aims);
  let weight = 1;
  for (const aim of active.toReversed()) {
    weights[aim] = weight;
    weight = Math.round(weight * base(aim) ** shrink);
  }
  return weigh(pairs, weights, active, spread);
}

/** Weighs aims so that they blend: an aim outweighs the next but not many pairs of it. For ways through the search, never for judging. */
export function blendedWeights(pairs: PairKinds, repeats: boolean): AimWeights {
  const { active, spread } = activeAims(pairs, repeats);
  const weights = new Float64Array(pairs.aims);
  for (const [place, aim] of active.entries())
    weights[aim] = BLENDING_BASE ** (active.length - 1 - place) / spread[aim]!;
  return weigh(pairs, weights, active, spread);
}

function weigh(pairs: PairKinds, weights: Float64Array, active: number[], spread: Float64Array): AimWeights {
  const sum = (rows: Float64Array) =>
    Float64Array.from({ length: rows.length / pairs.aims }, (_, kind) =>
      active.reduce((total, aim) => total + weights[aim]! * rows[kind * pairs.aims + aim]!, 0),
    );
  return { weights, spread, cost: sum(pairs.costs), again: sum(pairs.again), active };
}

/** Aims in which the pairs that occur differ, and by how much; freshness only where it says more than lately does. */
function activeAims(pairs: PairKinds, repeats: boolean): { active: number[]; spread: Float64Array } {
  const { aims, kinds, costs, again, people } = pairs;
  const occurs = new Uint8Array(costs.length / aims);
  for (let a = 0; a < people; a++) for (let b = a + 1; b < people; b++) occurs[kinds[a * people + b]!] = 1;
  const least = new Float64Array(aims).fill(Number.POSITIVE_INFINITY);
  const most = new Float64Array(aims).fill(Number.NEGATIVE_INFINITY);
  let freshnessTells = false;
  for (let kind = 0; kind < occurs.length; kind++) {
    if (occurs[kind] === 0) continue;
    for (let aim = 0; aim < aims; aim++) {
      const cost = costs[kind * aims + aim]!;
      least[aim] = Math.min(least[aim]!, cost);
      most[aim] = Math.max(most[aim]!, repeats ? cost + again[kind * aims + aim]! : cost);
    }
    if (costs[kind * aims + AIM.freshness] !== FRESHNESS_MAX * costs[kind * aims + AIM.lately]!)
      freshnessTells = true;
  }
  const spread = most.map((value, aim) => value - least[aim]!);
  if (pairs.tongues !== null) spread[AIM.rule]!++;
  const active = [...spread.keys()].filter(
    (aim) => spread[aim]! > 0 && (aim !== AIM.freshness || freshnessTells),
  );
  return { active, spread };
}
