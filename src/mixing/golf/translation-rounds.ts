/**
 * People are t·2^m points; a translation by e maps point p to p xor e, for e in 0 … 2^m − 1, so that the low bits move
 * and the t orbits stay. `classOf[p * people + q]` numbers the pairs that translations map onto each other; pairs of
 * mates, p and p xor 1, which shall never meet, get −1.
 */
export type TranslationSpace = {
  people: number;
  size: number;
  order: number;
  classOf: Int32Array;
  /** how many pairs each class has */
  lengths: number[];
};

/** A round that some translations leave in place; `classes` are those of the pairs that it and its images use up, as bits. */
export type TranslationRound = { blocks: number[][]; classes: Int32Array };

/** The one with so many people, translations by `order` a power of 2. */
export function translationSpace(people: number, size: number, order: number): TranslationSpace {
  const classOf = new Int32Array(people * people).fill(-1);
  const lengths: number[] = [];
  for (let p = 0; p < people; p++)
    for (let q = 0; q < p; q++) {
      if ((p ^ q) === 1 || classOf[p * people + q] !== -1) continue;
      let length = 0;
      for (let e = 0; e < order; e++) {
        const [a, b] = [p ^ e, q ^ e];
        if (classOf[a * people + b] === -1) length++;
        classOf[a * people + b] = classOf[b * people + a] = lengths.length;
      }
      lengths.push(length);
    }
  return { people, size, order, classOf, lengths };
}

/** A block with its images under some translations: the points that they cover and the classes of their pairs, as bits. */
type BlockOrbit = { points: number; blocks: number[][]; classes: Int32Array };

/** All rounds that the translations `moved`, a group, leave in place and whose images repeat no pair; for at most 32 people. */
export function translationRounds(space: TranslationSpace, moved: number[]): TranslationRound[] {
  const everybody = (2 ** space.people - 1) | 0;
  const byLowest: BlockOrbit[][] = Array.from({ length: space.people }, () => []);
  for (const orbit of blockOrbits(space, moved)) byLowest[lowestBit(orbit.points)]!.push(orbit);
  const found: TranslationRound[] = [];
  const chosen: BlockOrbit[] = [];
  const used = new Int32Array(classWords(space));
  const extend = (covered: number): void => {
    if (covered === everybody) {
      found.push({ blocks: chosen.flatMap(({ blocks }) => blocks), classes: used.slice() });
      return;
    }
    for (const orbit of byLowest[lowestBit(~covered)]!) {
      if ((orbit.points & covered) !== 0 || overlap(orbit.classes, used)) continue;
      exchange(used, orbit.classes);
      chosen.push(orbit);
      extend(covered | orbit.points);
      chosen.pop();
      exchange(used, orbit.classes);
    }
  };
  extend(0);
  return found;
}

/** Words of 32 bits that hold a bit for each class. */
export const classWords = (space: TranslationSpace): number => Math.ceil(space.lengths.length / 32);

const lowestBit = (bits: number): number => 31 - Math.clz32(bits & -bits);

/** Whether two sets of bits have one in common. */
function overlap(one: Int32Array, other: Int32Array): boolean {
  for (let w = 0; w < one.length; w++) if ((one[w]! & other[w]!) !== 0) return true;
  return false;
}

function exchange(used: Int32Array, classes: Int32Array): void {
  for (let w = 0; w < used.length; w++) used[w]! ^= classes[w]!;
}

/** The orbits under `moved` of blocks that meet nobody twice, neither in the round nor in its images. */
function blockOrbits(space: TranslationSpace, moved: number[]): BlockOrbit[] {
  const { people, size, classOf } = space;
  const orbits: BlockOrbit[] = [];
  const seen = new Set<number>();
  const visit = (block: number[], from: number): void => {
    if (block.length === size) {
      const orbit = blockOrbit(space, moved, block, seen);
      if (orbit !== null) orbits.push(orbit);
      return;
    }
    for (let p = from; p < people; p++)
      if (block.every((q) => classOf[p * people + q] !== -1)) visit([...block, p], p + 1);
  };
  visit([], 0);
  return orbits;
}

/** The orbit of one block unless it was seen, overlaps itself or meets somebody twice. */
function blockOrbit(
  space: TranslationSpace,
  moved: number[],
  block: number[],
  seen: Set<number>,
): BlockOrbit | null {
  const { people, size, order, classOf, lengths } = space;
  if (seen.has(asBits(block))) return null;
  const blocks: number[][] = [];
  let points = 0;
  let disjoint = true;
  for (const e of moved) {
    const image = block.map((p) => p ^ e);
    const bits = asBits(image);
    if (seen.has(bits)) continue;
    seen.add(bits);
    disjoint &&= (bits & points) === 0;
    points |= bits;
    blocks.push(image);
  }
  const classes = new Int32Array(classWords(space));
  let met = 0;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) {
      const label = classOf[block[i]! * people + block[j]!]!;
      const bit = 1 << (label & 31);
      if ((classes[label >> 5]! & bit) === 0) met += lengths[label]!;
      classes[label >> 5]! |= bit;
    }
  const had = (((blocks.length * order) / moved.length) * size * (size - 1)) / 2;
  return disjoint && met === had ? { points, blocks, classes } : null;
}

const asBits = (block: number[]): number => block.reduce((bits, p) => bits | (1 << p), 0);
