/** Whether two may be a pair. */
type MayPair = (a: number, b: number) => boolean;

/** Nobody. */
const NONE = -1;

/**
 * Finds a partner for somebody alone by re-pairing others, where any re-pairing does: an augmenting path in a general
 * graph (Edmonds 1965, blossoms shrunk to their base). Whoever has a partner keeps having one. `mate` is changed in
 * place; false where no plan of pairs has them and all those besides. Time: the square of the people.
 */
export function augment(root: number, mate: Int32Array, mayPair: MayPair): boolean {
  const size = mate.length;
  const parent = new Int32Array(size).fill(NONE);
  const base = Int32Array.from({ length: size }, (_, place) => place);
  const outer = new Uint8Array(size);
  const queue = [root];
  outer[root] = 1;

  /** The nearest outer place above both, by their bases. */
  const meeting = (a: number, b: number): number => {
    const above = new Uint8Array(size);
    for (let at = base[a]!; ; at = base[parent[mate[at]!]!]!) {
      above[at] = 1;
      if (mate[at] === NONE) break;
    }
    let at = base[b]!;
    while (above[at] === 0) at = base[parent[mate[at]!]!]!;
    return at;
  };
  const markPath = (from: number, to: number, child: number, inside: Uint8Array): void => {
    let at = from;
    let below = child;
    while (base[at] !== to) {
      inside[base[at]!] = 1;
      inside[base[mate[at]!]!] = 1;
      parent[at] = below;
      below = mate[at]!;
      at = parent[below]!;
    }
  };
  const shrink = (a: number, b: number): void => {
    const to = meeting(a, b);
    const inside = new Uint8Array(size);
    markPath(a, to, b, inside);
    markPath(b, to, a, inside);
    for (let place = 0; place < size; place++) {
      if (inside[base[place]!] === 0) continue;
      base[place] = to;
      if (outer[place] === 1) continue;
      outer[place] = 1;
      queue.push(place);
    }
  };

  for (let head = 0; head < queue.length; head++) {
    const a = queue[head]!;
    for (let b = 0; b < size; b++) {
      if (a === b || mate[a] === b || base[a] === base[b]) continue;
      const isOuter = outer[b] === 1;
      if (!isOuter && parent[b] !== NONE) continue;
      if (!mayPair(a, b)) continue;
      if (isOuter) {
        shrink(a, b);
        continue;
      }
      parent[b] = a;
      const partner = mate[b]!;
      if (partner === NONE) {
        turn(b, parent, mate);
        return true;
      }
      outer[partner] = 1;
      queue.push(partner);
    }
  }
  return false;
}

/** Exchanges partners along the path that ends at a place without one. */
function turn(end: number, parent: Int32Array, mate: Int32Array): void {
  for (let at = end; at !== NONE; ) {
    const before = parent[at]!;
    const next = mate[before]!;
    mate[at] = before;
    mate[before] = at;
    at = next;
  }
}
