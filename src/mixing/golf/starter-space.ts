import type { StarterShape } from './starter-shape.ts';

/** What the search for a starter works on. Point (x, i) is i·k + x; the points at infinity come last. */
export type StarterSpace = {
  shape: StarterShape;
  points: number;
  /** the next image of a point under the symmetry */
  image: Int32Array;
  /** `difference[p * points + q]`: the class of the pair under Z_k and the symmetry; class 0 always repeats */
  difference: Int32Array;
  differenceCount: number;
  /** points that the symmetry moves, one of each orbit: these are dealt to base blocks */
  movable: Int32Array;
  /** the block that the symmetry maps onto itself, empty when there is none */
  fixedBlock: number[];
};

/** Prepares a shape, or gives null when its symmetry does not act as a starter needs. */
export function starterSpace(shape: StarterShape): StarterSpace | null {
  const { modulus, orbits, groups, size, baseRounds, orbitRounds } = shape;
  const { order } = shape.symmetry;
  const points = groups * size;
  const image = symmetryImage(shape);
  const split = splitPoints(image, order, size, modulus * orbits);
  if (split === null) return null;
  const { movable, fixedBlock } = split;
  const fixedBlocks = fixedBlock.length === 0 ? 0 : 1;
  if (fixedBlocks === 1 && baseRounds > 1) return null;
  if ((groups - fixedBlocks) % order !== 0 || orbitRounds % order !== 0) return null;
  if (movable.length * order !== (groups - fixedBlocks) * size) return null;
  const { difference, differenceCount } = differenceClasses(shape, image);
  return { shape, points, image, difference, differenceCount, movable, fixedBlock };
}

function symmetryImage({ modulus, orbits, infinities, symmetry }: StarterShape): Int32Array {
  const image = new Int32Array(modulus * orbits + infinities);
  for (let i = 0; i < orbits; i++)
    for (let x = 0; x < modulus; x++) {
      const orbit = symmetry.turn ? (i + 1) % orbits : i;
      image[i * modulus + x] = orbit * modulus + ((x * symmetry.multiplier) % modulus);
    }
  for (let f = 0; f < infinities; f++) {
    const turned = symmetry.turn && infinities === orbits ? (f + 1) % infinities : f;
    image[modulus * orbits + f] = modulus * orbits + turned;
  }
  return image;
}

/** Splits the points into full orbits of the symmetry and one block that it leaves in place. */
function splitPoints(
  image: Int32Array,
  order: number,
  size: number,
  finite: number,
): { movable: Int32Array; fixedBlock: number[] } | null {
  const seen = new Uint8Array(image.length);
  const movable: number[] = [];
  const fixedBlock: number[] = [];
  for (let point = 0; point < image.length; point++) {
    if (seen[point] === 1) continue;
    let length = 0;
    for (let at = point; seen[at] === 0; at = image[at]!, length++) seen[at] = 1;
    if (length === order && order > 1) movable.push(point);
    else if (length === 1) fixedBlock.push(point);
    else return null;
  }
  if (order === 1) return { movable: Int32Array.from(fixedBlock), fixedBlock: [] };
  while (fixedBlock.length > 0 && fixedBlock.length < size) {
    const orbit = movable.findIndex((point) => point < finite);
    const first = movable.splice(orbit, 1)[0];
    if (first === undefined || fixedBlock.length + order > size) return null;
    for (let step = 0, at = first; step < order; step++, at = image[at]!) fixedBlock.push(at);
  }
  return fixedBlock.length === 0 || fixedBlock.length === size
    ? { movable: Int32Array.from(movable), fixedBlock }
    : null;
}

/** Numbers the classes of pairs; those that Z_k or the symmetry maps onto themselves get 0, for they would repeat. */
function differenceClasses(
  shape: StarterShape,
  image: Int32Array,
): { difference: Int32Array; differenceCount: number } {
  const points = image.length;
  const difference = new Int32Array(points * points).fill(-1);
  let differenceCount = 1;
  for (let p = 0; p < points; p++)
    for (let q = 0; q < points; q++) {
      if (p === q || difference[p * points + q] !== -1) continue;
      const pairs = pairOrbit(shape, image, p, q);
      const full = shape.modulus * shape.symmetry.order;
      const label = pairs.size === full ? differenceCount++ : 0;
      for (const pair of pairs) {
        const a = Math.floor(pair / points);
        const b = pair % points;
        difference[a * points + b] = label;
        difference[b * points + a] = label;
      }
    }
  return { difference, differenceCount };
}

/** All images of an unordered pair, as a·n + b with a < b. */
function pairOrbit(shape: StarterShape, image: Int32Array, p: number, q: number): Set<number> {
  const points = image.length;
  const found = new Set<number>();
  let [a, b] = [p, q];
  for (let turn = 0; turn < shape.symmetry.order; turn++) {
    for (let shift = 0; shift < shape.modulus; shift++) {
      const [x, y] = [shifted(shape, a, shift), shifted(shape, b, shift)];
      found.add(Math.min(x, y) * points + Math.max(x, y));
    }
    [a, b] = [image[a]!, image[b]!];
  }
  return found;
}

/** A point moved by an element of Z_k. */
export function shifted({ modulus, orbits }: StarterShape, point: number, shift: number): number {
  if (point >= modulus * orbits) return point;
  const x = point % modulus;
  return point - x + ((x + shift) % modulus);
}
