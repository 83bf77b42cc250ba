import { crossChance, type Met, mixRatio, NEW_AGAIN_AFTER_DAYS } from '../mixing/index.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What the pairs that met say about the mix. */
export type PairFigures = { pairsMet: number; newPairShare: number | null; mixRatio: number | null };

/**
 * Figures over the distinct pairs that met at a gathering: the share that had not met in the 365 days before, and the
 * mix ratio `M = (E/m)/p_ext` with `p_ext = 1 − Σ n_g(n_g − 1)/(N(N − 1))` over those present. Null where undefined.
 */
export function pairFigures(
  pairs: readonly { personA: string; personB: string }[],
  unitsOfPresent: ReadonlyMap<string, string>,
  earlier: readonly Met[],
  heldAt: Date,
): PairFigures {
  const distinct = new Map(pairs.map((pair) => [`${pair.personA} ${pair.personB}`, pair]));
  const pairsMet = distinct.size;
  const since = heldAt.getTime() - NEW_AGAIN_AFTER_DAYS * DAY_MS;
  const known = new Set(
    earlier.filter((met) => Date.parse(met.metOn) >= since).map((met) => [met.a, met.b].sort().join(' ')),
  );
  let fresh = 0;
  let external = 0;
  for (const [key, { personA, personB }] of distinct) {
    if (!known.has(key)) fresh += 1;
    if (unitsOfPresent.get(personA) !== unitsOfPresent.get(personB)) external += 1;
  }
  const sizes = new Map<string, number>();
  for (const unit of unitsOfPresent.values()) sizes.set(unit, (sizes.get(unit) ?? 0) + 1);
  if (pairsMet === 0) return { pairsMet, newPairShare: null, mixRatio: null };
  return {
    pairsMet,
    newPairShare: fresh / pairsMet,
    mixRatio: mixRatio(external / pairsMet, crossChance([...sizes.values()])),
  };
}
