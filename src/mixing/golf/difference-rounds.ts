import { finiteField, primePowers } from './finite-field.ts';

/**
 * Orders of groups over which so many columns are known, more than lines over fields have. With `skew` only maps that
 * take −x to the opposite of x's image are listed: few, and enough.
 */
const KNOWN = new Map([
  [12, { columns: 6, skew: false }],
  [15, { columns: 5, skew: true }],
]);

/**
 * 12 rounds without a repeat for 12 groups of up to 6, 15 for 15 groups of up to 5: a resolvable transversal design
 * from a difference matrix (Johnson, Dulmage and Mendelsohn 1961; Schellenberg, van Rees and Vanstone 1978). People are
 * points (column, x). Round m joins (c, f_c(m) + x) for each x, where every f_c(m) − f_d(m) goes through the whole
 * group: f_0 is 0, f_1 is m, and the others are orthomorphisms, found by listing all and choosing some that suit each
 * other. None for other numbers.
 */
export function differenceRounds(groups: number, size: number): Int32Array[] {
  const known = KNOWN.get(groups);
  if (known === undefined || size < 3 || size > known.columns) return [];
  const group = abelianGroup(groups);
  const maps = choose(group, orthomorphisms(group, known.skew), size - 2) ?? [];
  const columns = [new Int8Array(groups), Int8Array.from({ length: groups }, (_, m) => m), ...maps];
  return Array.from({ length: groups }, (_, m) =>
    Int32Array.from({ length: groups * size }, (_, k) => {
      const column = k % size;
      return column * groups + group.add[columns[column]![m]!]![(k - column) / size]!;
    }),
  );
}

type AbelianGroup = { order: number; add: number[][]; minus: number[][]; opposite: number[] };

/** The sum of the additive groups of fields. */
function abelianGroup(order: number): AbelianGroup {
  const fields = primePowers(order).map((power) => finiteField(power)!);
  const elements = Array.from({ length: order }, (_, i) => i);
  const sum = (a: number, b: number): number => {
    let [total, place] = [0, 1];
    for (const field of fields) {
      total += place * field.add(Math.floor(a / place) % field.order, Math.floor(b / place) % field.order);
      place *= field.order;
    }
    return total;
  };
  const add = elements.map((a) => elements.map((b) => sum(a, b)));
  const opposite = add.map((row) => row.indexOf(0));
  const minus = elements.map((a) => elements.map((b) => add[a]![opposite[b]!]!));
  return { order, add, minus, opposite };
}

/** All maps f of the group onto itself with f(0) = 0 for which f(x) − x goes through the group too. */
function orthomorphisms({ order, minus, opposite }: AbelianGroup, skew: boolean): Int8Array[] {
  const found: Int8Array[] = [];
  const map = new Int8Array(order);
  const free = Array.from({ length: order }, (_, x) => x).filter((x) => x > 0 && (!skew || x < opposite[x]!));
  const bitsOf = (x: number): number => (skew ? (1 << x) | (1 << opposite[x]!) : 1 << x);
  const extend = (k: number, images: number, differences: number): void => {
    const x = free[k];
    if (x === undefined) {
      found.push(map.slice());
      return;
    }
    for (let image = 1; image < order; image++) {
      const difference = minus[image]![x]!;
      const [imageBits, differenceBits] = [bitsOf(image), bitsOf(difference)];
      if ((images & imageBits) !== 0 || (differences & differenceBits) !== 0) continue;
      map[x] = image;
      if (skew) map[opposite[x]!] = opposite[image]!;
      extend(k + 1, images | imageBits, differences | differenceBits);
    }
  };
  extend(0, 1, 1);
  return found;
}

/** So many of the maps of which each two differ by a map onto the whole group, or null. */
function choose(group: AbelianGroup, maps: Int8Array[], count: number): Int8Array[] | null {
  if (count === 0) return [];
  for (const [k, map] of maps.entries()) {
    const suiting = maps.slice(k + 1).filter((other) => suit(group, map, other));
    const others = choose(group, suiting, count - 1);
    if (others !== null) return [map, ...others];
  }
  return null;
}

function suit({ order, minus }: AbelianGroup, one: Int8Array, other: Int8Array): boolean {
  let seen = 0;
  for (let x = 0; x < order; x++) {
    const bit = 1 << minus[one[x]!]![other[x]!]!;
    if ((seen & bit) !== 0) return false;
    seen |= bit;
  }
  return true;
}
