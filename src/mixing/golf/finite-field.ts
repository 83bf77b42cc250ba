/** A field of q elements 0 … q − 1 with its tables; 0 and 1 are the neutral elements. */
export type FiniteField = {
  order: number;
  add: (a: number, b: number) => number;
  multiply: (a: number, b: number) => number;
};

/** The prime of which q is a power, or null when there is none. */
function primeOf(q: number): number | null {
  for (let p = 2; p <= q; p++) {
    if (q % p !== 0) continue;
    let rest = q;
    while (rest % p === 0) rest /= p;
    return rest === 1 ? p : null;
  }
  return null;
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
  for (let modulus = q; modulus < 2 * q; modulus++) {
    const multiply = multiplication(p, q, modulus, add);
    if (isField(q, multiply)) return { order: q, add, multiply };
  }
  return null;
}

/** Multiplication of polynomials modulo a monic one, given by its digits (q stands for the leading term). */
function multiplication(
  p: number,
  q: number,
  modulus: number,
  add: FiniteField['add'],
): FiniteField['multiply'] {
  const scale = (a: number, by: number): number => {
    let scaled = 0;
    for (let k = 0; k < by; k++) scaled = add(scaled, a);
    return scaled;
  };
  const lower = modulus - q;
  const timesX = (a: number): number => {
    const lead = Math.floor((a * p) / q);
    return add((a * p) % q, scale(lower, (p - lead) % p));
  };
  const table = new Int32Array(q * q);
  for (let a = 0; a < q; a++) {
    let shifted = a;
    for (let place = 1; place < q; place *= p, shifted = timesX(shifted))
      for (let b = 0; b < q; b++)
        table[a * q + b] = add(table[a * q + b]!, scale(shifted, Math.floor(b / place) % p));
  }
  return (a, b) => table[a * q + b]!;
}

/** A finite ring of polynomials is a field when nothing but 0 divides 0. */
function isField(q: number, multiply: FiniteField['multiply']): boolean {
  for (let a = 1; a < q; a++) for (let b = 1; b < q; b++) if (multiply(a, b) === 0) return false;
  return true;
}
