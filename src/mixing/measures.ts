/** Counts of each kind in a group: `['A','A','B']` gives [2, 1] in order of appearance. */
export function countKinds(kinds: readonly string[]): number[] {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts.values()];
}

/** Blau's index of diversity 1 − Σp², 0 (all alike) towards 1; 0 for an empty group. */
export function blau(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return 0;
  return 1 - counts.reduce((sum, count) => sum + (count / total) ** 2, 0);
}

/** The highest Blau index that `size` people of `kinds` kinds can reach: 1 − [r(q + 1)² + (k − r)q²]/s². */
export function blauMax(size: number, kinds: number): number {
  if (size === 0) return 0;
  const each = Math.floor(size / kinds);
  const larger = size % kinds;
  return 1 - (larger * (each + 1) ** 2 + (kinds - larger) * each ** 2) / size ** 2;
}

/** The chance that two people drawn at random are of different kinds: 1 − Σ n_g(n_g − 1)/(N(N − 1)); 0 below two people. */
export function crossChance(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total < 2) return 0;
  return 1 - counts.reduce((sum, count) => sum + count * (count - 1), 0) / (total * (total - 1));
}

/** Krackhardt and Stern's EI index (E − I)/(E + I), −1 … 1; null without any tie. */
export function eiIndex(external: number, internal: number): number | null {
  const ties = external + internal;
  return ties === 0 ? null : (external - internal) / ties;
}

/** Share of cross ties ÷ what chance gives (1 = as random); null where chance gives none or there is no tie. */
export function mixRatio(crossShare: number | null, chance: number): number | null {
  return crossShare === null || chance === 0 ? null : crossShare / chance;
}

/** Share of pairs at the tables that are of different kinds; null when no table has a pair. */
export function crossPairShare(tables: readonly (readonly string[])[]): number | null {
  let pairs = 0;
  let cross = 0;
  for (const kinds of tables) {
    const tablePairs = (kinds.length * (kinds.length - 1)) / 2;
    pairs += tablePairs;
    cross += tablePairs - countKinds(kinds).reduce((same, count) => same + (count * (count - 1)) / 2, 0);
  }
  return pairs === 0 ? null : cross / pairs;
}

/** The room's figures from the kinds at each table of one round: cross share, mix ratio against those present, mean Blau. */
export function roomMix(tables: readonly (readonly string[])[]): {
  crossShare: number | null;
  mixRatio: number | null;
  meanBlau: number;
} {
  const crossShare = crossPairShare(tables);
  const blauSum = tables.reduce((sum, kinds) => sum + blau(countKinds(kinds)), 0);
  return {
    crossShare,
    mixRatio: mixRatio(crossShare, crossChance(countKinds(tables.flat()))),
    meanBlau: tables.length === 0 ? 0 : blauSum / tables.length,
  };
}
