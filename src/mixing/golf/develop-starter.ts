import type { Starter } from './find-starter.ts';
import { shifted } from './starter-space.ts';

/** Moves base blocks by the group: one array of points a round, block after block. */
export function developStarter({ space, base, orbit }: Starter): Int32Array[] {
  const { shape, image, fixedBlock } = space;
  const { modulus, symmetry } = shape;
  const rounds: Int32Array[] = [];
  for (const blocks of base) {
    const whole = [...fixedBlock];
    let turned = Array.from(blocks);
    for (let turn = 0; turn < symmetry.order; turn++) {
      whole.push(...turned);
      turned = turned.map((point) => image[point]!);
    }
    for (let shift = 0; shift < modulus; shift++)
      rounds.push(Int32Array.from(whole, (point) => shifted(shape, point, shift)));
  }
  for (const blocks of orbit) {
    let turned = Array.from(blocks);
    for (let turn = 0; turn < symmetry.order; turn++) {
      const round: number[] = [];
      for (let shift = 0; shift < modulus; shift++)
        round.push(...turned.map((point) => shifted(shape, point, shift)));
      rounds.push(Int32Array.from(round));
      turned = turned.map((point) => image[point]!);
    }
  }
  return rounds;
}
