/**
 * A way in which rounds may follow from few base blocks. Points are t orbits of Z_k and f points at infinity that Z_k
 * leaves in place. `baseRounds` rounds are each moved by all of Z_k; `orbitRounds` further rounds each consist of
 * blocks with one point from s different orbits, moved by Z_k within the round. `symmetry` is a further map of the
 * points under which the base rounds stay the same, so that only one block of each of its orbits is to be found.
 */
export type StarterShape = {
  groups: number;
  size: number;
  modulus: number;
  orbits: number;
  infinities: number;
  baseRounds: number;
  orbitRounds: number;
  symmetry: { order: number; multiplier: number; turn: boolean };
};

/** More base rounds than this make no smaller search than the plan itself. */
const BASE_ROUNDS_MAX = 3;

/** All shapes that give exactly these rounds and have differences enough, those with the strongest symmetry first. */
export function starterShapes(groups: number, size: number, rounds: number): StarterShape[] {
  const shapes: StarterShape[] = [];
  const people = groups * size;
  for (let modulus = 2; modulus <= Math.min(rounds, people); modulus++) {
    const orbits = Math.floor(people / modulus);
    const infinities = people - modulus * orbits;
    const baseRounds = Math.floor(rounds / modulus);
    const orbitRounds = rounds - baseRounds * modulus;
    if (baseRounds < 1 || baseRounds > BASE_ROUNDS_MAX || infinities > groups) continue;
    if (orbitRounds > 0 && (infinities > 0 || orbits % size !== 0)) continue;
    const shape = { groups, size, modulus, orbits, infinities, baseRounds, orbitRounds };
    if (differences(shape) < differencesNeeded(shape)) continue;
    for (const symmetry of symmetries(modulus, orbits)) shapes.push({ ...shape, symmetry });
  }
  return shapes.sort(
    (one, other) => one.baseRounds - other.baseRounds || other.symmetry.order - one.symmetry.order,
  );
}

type Counts = Omit<StarterShape, 'symmetry'>;

/** Differences there are: pure ones (k/2 is its own opposite and would repeat), mixed ones, and those with infinity. */
const differences = ({ modulus, orbits, infinities }: Counts): number =>
  Math.floor((modulus - 1) / 2) * orbits + (modulus * orbits * (orbits - 1)) / 2 + infinities * orbits;

function differencesNeeded({ groups, size, orbits, baseRounds, orbitRounds }: Counts): number {
  const pairsInBlock = (size * (size - 1)) / 2;
  return (baseRounds * groups + orbitRounds * Math.floor(orbits / size)) * pairsInBlock;
}

/** Maps (x, i) → (m·x, i) or (m·x, i + 1) of odd order; an even order would hold −1, which repeats pure differences. */
function symmetries(modulus: number, orbits: number): StarterShape['symmetry'][] {
  const found = [{ order: 1, multiplier: 1, turn: false }];
  for (let multiplier = 1; multiplier < modulus; multiplier++) {
    const order = orderOf(multiplier, modulus);
    if (order === null || order % 2 === 0) continue;
    if (order > 1 && order <= SYMMETRY_ORDER_MAX) found.push({ order, multiplier, turn: false });
    if (orbits % 2 === 1 && orbits > 1 && orbits <= SYMMETRY_ORDER_MAX && orbits % order === 0)
      found.push({ order: orbits, multiplier, turn: true });
  }
  const seen = new Set<string>();
  return found.filter(({ order, multiplier, turn }) => {
    const kind = `${order} ${turn} ${turn ? multiplier : 0}`;
    return !seen.has(kind) && seen.add(kind);
  });
}

const SYMMETRY_ORDER_MAX = 7;

/** The least e > 0 with mᵉ = 1 in Z_k, or null when m has no inverse there. */
function orderOf(multiplier: number, modulus: number): number | null {
  let power = multiplier % modulus;
  for (let order = 1; order <= modulus; order++) {
    if (power === 1 % modulus) return order;
    power = (power * multiplier) % modulus;
  }
  return null;
}
