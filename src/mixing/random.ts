/** A stream of pseudo-random numbers; the same seed gives the same stream on every machine. */
export type Random = {
  /** a 32-bit integer, 0 … 2³² − 1 */
  bits(): number;
  /** an integer in 0 … n − 1; the bias is below n / 2³² */
  below(n: number): number;
  /** a number in [0, 1) */
  unit(): number;
};

const TWO_TO_32 = 4294967296;
/** The odd constant of SplitMix (2³² divided by the golden ratio): spreads neighbouring seeds far apart. */
const GOLDEN_GAMMA = 0x9e3779b9;

/** MurmurHash3's 32-bit finaliser: every bit of the input moves about half of the output's bits. */
const scramble = (value: number): number => {
  let z = value | 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return z ^ (z >>> 16);
};

/**
 * xoshiro128** (Blackman & Vigna 2018), its state filled by SplitMix from the seed.
 * Only 32-bit integer arithmetic is used, so results do not depend on the machine.
 */
export function seededRandom(seed: number): Random {
  const low = seed | 0;
  const high = Math.floor(seed / TWO_TO_32) | 0;
  let a = scramble(low + GOLDEN_GAMMA);
  let b = scramble(low + 2 * GOLDEN_GAMMA) ^ scramble(high);
  let c = scramble(low + 3 * GOLDEN_GAMMA);
  let d = scramble(low + 4 * GOLDEN_GAMMA) | 1;
  const step = (): number => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  return {
    bits: () => step() >>> 0,
    below: (n) => Math.floor(((step() >>> 0) / TWO_TO_32) * n),
    unit: () => (step() >>> 0) / TWO_TO_32,
  };
}

/** The numbers 0 … n − 1 in order. */
export function indexes(n: number): Int32Array {
  const numbers = new Int32Array(n);
  for (let i = 0; i < n; i++) numbers[i] = i;
  return numbers;
}

/** Fisher–Yates in place: every order is equally likely. Returns the same array. */
export function shuffle<A extends Int32Array | unknown[]>(items: A, random: Random): A {
  for (let last = items.length - 1; last > 0; last--) {
    const chosen = random.below(last + 1);
    const kept = items[last];
    items[last] = items[chosen] as number;
    items[chosen] = kept as number;
  }
  return items;
}
