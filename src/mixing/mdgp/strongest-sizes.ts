import type { MdgpInstance } from './instance.ts';

/**
 * Group sizes within the bounds with the most pairs inside groups: where gains are above 0 on the whole these carry
 * the objective, and annealing that starts from others hardly ever gets there. Dynamic programming over groups.
 */
export function strongestSizes({ people, groups, low, up }: MdgpInstance): Int32Array {
  const most = new Float64Array((groups + 1) * (people + 1)).fill(Number.NEGATIVE_INFINITY);
  const chosen = new Int32Array((groups + 1) * (people + 1));
  most[0] = 0;
  for (let g = 0; g < groups; g++)
    for (let placed = 0; placed <= people; placed++) {
      const before = most[g * (people + 1) + placed]!;
      if (before === Number.NEGATIVE_INFINITY) continue;
      for (let size = low[g]!; size <= Math.min(up[g]!, people - placed); size++) {
        const at = (g + 1) * (people + 1) + placed + size;
        if (before + size * size <= most[at]!) continue;
        most[at] = before + size * size;
        chosen[at] = size;
      }
    }
  const sizes = new Int32Array(groups);
  for (let g = groups, placed = people; g > 0; g--) {
    sizes[g - 1] = chosen[g * (people + 1) + placed]!;
    placed -= sizes[g - 1]!;
  }
  return sizes;
}
