import { exchange, exchangeGain, type Grouping, mayMove, move, moveGain } from './grouping.ts';

/** ln u for u in (0, 1), tabulated: what a proposal must gain at least, in units of the temperature (Metropolis). */
const LEAST_BITS = 13;
const LEAST = Float64Array.from({ length: 1 << LEAST_BITS }, (_, i) =>
  Math.log((i + 0.5) / (1 << LEAST_BITS)),
);
/** One proposal in 2³ moves a person instead of exchanging two, where sizes may vary. */
const MOVE_MASK = 0x70000;
/** Proposals at one temperature, and between two looks at the clock. */
const BLOCK = 1024;
const BLOCKS_PER_STOP = 64;

/** Improves a grouping by annealing from `hot` to `cold`; returns the proposals made and taken. */
export function annealGroups(
  grouping: Grouping,
  hot: number,
  cold: number,
  steps: number,
  seed: number,
  stop: (() => boolean) | undefined,
): { steps: number; accepted: number } {
  const { instance, groupOf } = grouping;
  const { people, groups, low, up } = instance;
  const varying = low.some((least, g) => least < up[g]!);
  const blocks = Math.ceil(steps / BLOCK);
  const cooling = hot === 0 ? 1 : (cold / hot) ** (1 / blocks);
  let temperature = hot;
  // Xorshift chooses whom, a linear congruential generator how much loss: both inline, for this loop is all the time there is.
  let choice = seed | 1;
  let chance = Math.imul(seed, 0x9e3779b1) | 1;
  let accepted = 0;
  for (let block = 0; block < blocks; block++) {
    if (block % BLOCKS_PER_STOP === 0 && stop?.()) return { steps: block * BLOCK, accepted };
    for (let step = 0; step < BLOCK; step++) {
      choice ^= choice << 13;
      choice ^= choice >>> 17;
      choice ^= choice << 5;
      chance = (Math.imul(chance, 1664525) + 1013904223) | 0;
      const least = LEAST[chance >>> (32 - LEAST_BITS)]! * temperature;
      const a = ((choice & 0xffff) * people) >>> 16;
      if (varying && (chance & MOVE_MASK) === 0) {
        const group = ((choice >>> 16) * groups) >>> 16;
        if (!mayMove(grouping, a, group) || moveGain(grouping, a, group) < least) continue;
        move(grouping, a, group);
        accepted++;
        continue;
      }
      const b = ((choice >>> 16) * people) >>> 16;
      if (groupOf[a] === groupOf[b] || exchangeGain(grouping, a, b) < least) continue;
      exchange(grouping, a, b);
      accepted++;
    }
    temperature *= cooling;
  }
  return { steps: blocks * BLOCK, accepted };
}

/** People between two looks at the clock, each with an exchange with everybody. */
const STOP_EVERY = 64;
/** Differences below this are rounding, not gain. */
const GAIN_MIN = 1e-9;

/** Takes improving exchanges and moves until there is none, or until told to stop. */
export function climb(grouping: Grouping, stop: (() => boolean) | undefined): void {
  const { people, groups } = grouping.instance;
  for (let unimproved = 0, a = 0; unimproved < people; a = (a + 1) % people, unimproved++) {
    if (a % STOP_EVERY === 0 && stop?.()) return;
    for (let b = 0; b < people; b++) {
      if (grouping.groupOf[a] === grouping.groupOf[b] || exchangeGain(grouping, a, b) <= GAIN_MIN) continue;
      exchange(grouping, a, b);
      unimproved = 0;
    }
    for (let group = 0; group < groups; group++) {
      if (!mayMove(grouping, a, group) || moveGain(grouping, a, group) <= GAIN_MIN) continue;
      move(grouping, a, group);
      unimproved = 0;
    }
  }
}
