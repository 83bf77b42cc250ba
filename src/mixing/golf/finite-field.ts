/** A field of q elements 0 … q − 1 with its tables; 0 and 1 are the neutral elements. */
export type FiniteField = {
  order: number;
  add: (a: number, b: number) => number;
  multiply: (a: number, b: number) => number;
};

/** The powers of different primes whose product is n. */
export function primePowers(n: number): number[] {
  const powers: number[] = [];
  for (let p = 2, rest = n; rest > 1; p++) {
    let power = 1;
    for (; rest % p === 0; rest /= p) power *= p;
    if (power > 1) powers.push(power);
  }
  return powers;
}

/** The prime of which q is a power, or null when there is none. */
function primeOf(q: number): number | null {
  if (primePowers(q).length !== 1) return null;
  for (let p = 2; ; p++) if (q % p === 0) return p;
}

/** GF(q), or null when q is no power of a prime. An element is a polynomial over GF(p), its coefficients the digits to base p. */
export function finiteField(q: number): FiniteField | null {
  const p = primeOf(q);
  if (p === null) return null;
  const add = (a: number, b: number): number => {
    let sum = 0;
    for (let place = 1; place < q; place *= p)
      sum += place * ((Math.floor(a / place) + Math.floor(b / place)) % p);
    return sum;
  };
  for (let lower = 1; lower < q; lower++) {
    const powers = powersOfX(p, q, lower, add);
    if (powers.length !== q - 1) continue;
    const logarithm = new Int32Array(q);
    for (const [exponent, power] of powers.entries()) logarithm[power] = exponent;
    const multiply = (a: number, b: number): number =>
      a === 0 || b === 0 ? 0 : powers[(logarithm[a]! + logarithm[b]!) % (q - 1)]!;
    return { order: q, add, multiply };
  }
  return null;
}

/**
 * 1, x, x² … until one comes again, modulo the monic polynomial whose other terms are `lower`. They are q − 1 just when
 * the polynomial is primitive, and then all elements but 0.
 */
function powersOfX(p: number, q: number, lower: number, add: FiniteField['add']): number[] {
  const scale = (a: number, by: number): number => {
    let scaled = 0;
    for (let place = 1; place < q; place *= p) scaled += place * ((Math.floor(a / place) * by) % p);
    return scaled;
  };
  const timesX = (a: number): number => {
    const lead = Math.floor((a * p) / q);
    return add((a * p) % q, scale(lower, p - lead));
  };
  const powers: number[] = [];
  for (let power = 1; powers.length < q && power !== 0; power = timesX(power)) {
    if (powers.length > 0 && power === 1) break;
    powers.push(power);
  }
  return powers;
}
