import type { Random } from '../random.ts';
import { coverExactly } from './exact-cover.ts';
import type { GolfRounds } from './golf-plan.ts';
import { classWords, translationRounds, translationSpace } from './translation-rounds.ts';

/** Points are bits of one word. */
const PEOPLE_MAX = 32;
/** Eight translations leave few enough rounds to list, and enough of them to choose from: found by trial on 8-4-10. */
const ORDER = 8;
/** Choices of the fixed rounds after which the search gives up; one in nine leads to a plan of 8-4-10. */
const TRIES_MAX = 400;

/**
 * A plan in which everybody meets everybody but one mate, each just once (8-4-10: a resolvable group divisible design of
 * type 2^16), or null when none is found or can be. The plan is looked for among those that the translations of Z_2^3
 * leave in place: a round whose blocks each lie in one orbit and a round whose blocks each cross all of them, both fixed
 * by all translations, and others fixed by half of them, the change of mates always among them. (With other kinds of
 * fixed rounds plans are far rarer.) Then all there is to choose is an exact cover of the classes of pairs by rounds.
 */
export function matedRounds(
  groups: number,
  size: number,
  random: Random,
  stop: () => boolean,
): GolfRounds | null {
  const people = groups * size;
  const count = (people - 2) / (size - 1);
  if (people > PEOPLE_MAX || people % ORDER !== 0 || size < 3 || groups < size || count % 2 !== 0)
    return null;
  const space = translationSpace(people, size, ORDER);
  const all = Array.from({ length: ORDER }, (_, e) => e);
  const fixed = translationRounds(space, all);
  const inOrbits = fixed.filter((round) => round.blocks.every((block) => orbitsOf(block) === 1));
  const across = fixed.filter((round) => round.blocks.every((block) => orbitsOf(block) === size));
  if (inOrbits.length === 0 || across.length === 0) return null;
  const halves = [2, 4, 6].map((e) => [0, 1, e, e ^ 1]);
  const paired = halves.flatMap((half) => {
    const other = all.find((e) => !half.includes(e))!;
    return translationRounds(space, half).map((found) => ({ ...found, other }));
  });
  const words = classWords(space);
  const bits = new Int32Array(paired.length * words);
  for (const [row, { classes }] of paired.entries()) bits.set(classes, row * words);
  const rows = Int32Array.from(paired.keys());
  for (let tries = 0; tries < TRIES_MAX && !stop(); tries++) {
    const chosen = [inOrbits, across].map((kind) => kind[random.below(kind.length)]!);
    const open = new Int32Array(words);
    for (const label of space.lengths.keys()) open[label >> 5]! |= 1 << (label & 31);
    for (const { classes } of chosen) for (let w = 0; w < words; w++) open[w]! &= ~classes[w]!;
    const cover = coverExactly({ words, bits }, rows, open, random);
    if (cover === null) continue;
    const pairs = cover.map((row) => paired[row]!);
    return [
      ...chosen.map(({ blocks }) => Int32Array.from(blocks.flat())),
      ...pairs.flatMap(({ blocks, other }) =>
        [0, other].map((e) => Int32Array.from(blocks.flat(), (p) => p ^ e)),
      ),
    ];
  }
  return null;
}

/** Over how many orbits of the translations a block goes. */
const orbitsOf = (block: number[]): number => new Set(block.map((p) => Math.floor(p / ORDER))).size;
