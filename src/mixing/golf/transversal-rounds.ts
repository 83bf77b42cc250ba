import { type FiniteField, finiteField, primePowers } from './finite-field.ts';

/**
 * At most `rounds` rounds without a repeat, for a number of groups of which every factor that is a power of a prime is
 * at least the size. People are points (column, x). Round m joins the points (c, m·c + b) of each line b: as many rounds
 * as groups, two points of different columns on one line each (a resolvable transversal design; over products of
 * fields by MacNeish 1922). Points of one column never meet. Gives none where there are too few columns.
 */
export function transversalRounds(groups: number, size: number, rounds = groups): Int32Array[] {
  if (size < 2 || primePowers(groups).some((power) => power < size) || groups < size) return [];
  const fields = primePowers(groups).map((power) => finiteField(power)!);
  return Array.from({ length: Math.min(groups, rounds) }, (_, slope) => {
    const points = new Int32Array(groups * size);
    for (let column = 0; column < size; column++) {
      const shift = multiplied(fields, slope, column);
      for (let line = 0; line < groups; line++)
        points[line * size + column] = column * groups + added(fields, shift, line);
    }
    return points;
  });
}

/** Adds in the product of the fields: an element's digits, to the bases of their orders, are its components. */
function added(fields: FiniteField[], a: number, b: number): number {
  let [sum, place] = [0, 1];
  for (const { order, add } of fields) {
    sum += place * add(Math.floor(a / place) % order, Math.floor(b / place) % order);
    place *= order;
  }
  return sum;
}

/** a times the element whose components are all c: two such elements differ by one that has an inverse. */
function multiplied(fields: FiniteField[], a: number, c: number): number {
  let [product, place] = [0, 1];
  for (const { order, multiply } of fields) {
    product += place * multiply(Math.floor(a / place) % order, c);
    place *= order;
  }
  return product;
}
