import { type Random, shuffle } from '../random.ts';
import { type StarterSpace, shifted } from './starter-space.ts';

/**
 * Base blocks: those of each base round, and those of each orbit round, one for every orbit of the symmetry.
 * `surplus` counts differences that come too often; with none the developed rounds repeat nothing.
 */
export type Starter = { space: StarterSpace; base: Int32Array[]; orbit: Int32Array[]; surplus: number };

/** The temperature falls over each cycle between these; one difference too many costs 1. Found by trial on 6-3-8 … 14-4-18. */
const HOT = 0.28;
const COLD = 0.18;
/** Steps between two looks at the clock. */
const STOP_EVERY = 1024;
/** Of the moves, so many change a point of an orbit round, where there is one. */
const ORBIT_MOVE_SHARE = 0.15;
/** Of the others, so many replace a point by its image, where there is a symmetry. */
const TURN_SHARE = 0.3;

/**
 * Simulated annealing for base blocks in which no difference comes twice. When the steps do not
 * suffice the starter has a surplus. A difference that comes once in the base gives pairs that meet once in the developed rounds, and no others.
 */
export function findStarter(
  space: StarterSpace,
  random: Random,
  steps: number,
  stop: () => boolean,
): Starter {
  const { shape, difference, points, image } = space;
  const { size, modulus, orbits, symmetry } = shape;
  const count = new Int32Array(space.differenceCount);
  count[0] = 1;
  let cost = 0;
  const add = (p: number, q: number): void => {
    if (count[difference[p * points + q]!]!++ >= 1) cost++;
  };
  const remove = (p: number, q: number): void => {
    if (--count[difference[p * points + q]!]! >= 1) cost--;
  };
  const base = Array.from({ length: shape.baseRounds }, () => shuffle(space.movable.slice(), random));
  const orbit = startOrbitRounds(space, random);
  for (const pair of fixedDifferences(space)) count[pair] = 1;
  for (const round of base) eachPair(round, size, add);
  for (const round of orbit) eachPair(round, size, add);
  const seats = space.movable.length;

  /** Replaces the point on one seat of a block, keeping the count of differences. */
  const replace = (round: Int32Array, seat: number, point: number): void => {
    const from = seat - (seat % size);
    const old = round[seat]!;
    for (let k = from; k < from + size; k++) if (k !== seat) remove(old, round[k]!);
    round[seat] = point;
    for (let k = from; k < from + size; k++) if (k !== seat) add(point, round[k]!);
  };

  for (let step = 0; step < steps && cost > 0; step++) {
    if (step % STOP_EVERY === 0 && stop()) break;
    const temperature = HOT * (COLD / HOT) ** (step / steps);
    const before = cost;
    if (orbit.length > 0 && random.unit() < ORBIT_MOVE_SHARE) {
      const round = orbit[random.below(orbit.length)]!;
      const seat = random.below(orbits);
      const old = round[seat]!;
      replace(round, seat, shifted(shape, old, 1 + random.below(modulus - 1)));
      if (rejected(cost - before, temperature, random)) replace(round, seat, old);
      continue;
    }
    const round = base.length === 1 ? base[0]! : base[random.below(base.length)]!;
    const one = random.below(seats);
    if (symmetry.order > 1 && random.unit() < TURN_SHARE) {
      const old = round[one]!;
      let turned = old;
      for (let turns = 1 + random.below(symmetry.order - 1); turns > 0; turns--) turned = image[turned]!;
      replace(round, one, turned);
      if (rejected(cost - before, temperature, random)) replace(round, one, old);
      continue;
    }
    const other = random.below(seats);
    if (one - (one % size) === other - (other % size)) continue;
    const [p, q] = [round[one]!, round[other]!];
    replace(round, one, q);
    replace(round, other, p);
    if (!rejected(cost - before, temperature, random)) continue;
    replace(round, one, p);
    replace(round, other, q);
  }
  return { space, base, orbit, surplus: cost };
}

const rejected = (delta: number, temperature: number, random: Random): boolean =>
  delta > 0 && random.unit() >= Math.exp(-delta / temperature);

function eachPair(round: Int32Array, size: number, visit: (p: number, q: number) => void): void {
  for (let from = 0; from < round.length; from += size)
    for (let i = from; i < from + size; i++) for (let j = from; j < i; j++) visit(round[i]!, round[j]!);
}

/** Classes of differences in the block that the symmetry leaves in place; class 0 among them is all right there. */
function fixedDifferences({ fixedBlock, difference, points }: StarterSpace): number[] {
  return fixedBlock.flatMap((p, i) => fixedBlock.slice(0, i).map((q) => difference[p * points + q]!));
}

/** One seat for every orbit in random order, each with a random element. */
function startOrbitRounds({ shape }: StarterSpace, random: Random): Int32Array[] {
  const { orbits, modulus, orbitRounds, symmetry } = shape;
  return Array.from({ length: orbitRounds / symmetry.order }, () =>
    shuffle(
      Int32Array.from({ length: orbits }, (_, i) => i * modulus + random.below(modulus)),
      random,
    ),
  );
}
