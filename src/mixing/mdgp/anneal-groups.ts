import { exchange, exchangeGain, type Grouping, mayMove, move, moveGain } from './grouping.ts';

/** ln u for u in (0, 1), tabulated: what a proposal must gain at least, in units of the temperature (Metropolis). */
const LEAST_BITS = 12;
const LEAST = Float64Array.from({ length: 1 << LEAST_BITS }, (_, i) =>
  Math.log((i + 0.5) / (1 << LEAST_BITS)),
);
/** People whose exchanges are tried at one temperature, and between two looks at the clock. */
const ROWS = 16;
/** Below what any exchange can add. */
const NEVER = -(2 ** 30);

/** What an annealing has done: the work, the proposals priced and those taken. */
export type Annealed = { steps: number; proposals: number; accepted: number };

/**
 * Improves a grouping by annealing from `hot` to `cold`: person after person, the exchanges with everybody and the
 * moves to every group. All proposals of a person share one random loss that is borne, until one is taken: so most
 * are refused by two look-ups. Work is counted in steps, one for a proposal and `people` for one taken.
 */
export function annealGroups(
  grouping: Grouping,
  hot: number,
  cold: number,
  steps: number,
  seed: number,
  stop: (() => boolean) | undefined,
): Annealed {
  const { instance, gain, gainLeast, groupOf, gainTo, gainOwn } = grouping;
  const { people, groups, low, up } = instance;
  const varying = low.some((least, g) => least < up[g]!);
  const toGroup = new Int32Array(groups);
  const cooling = hot === 0 ? 1 : cold / hot;
  let temperature = hot;
  // A linear congruential generator, inline, for this loop is all the time there is.
  let chance = Math.imul(seed, 0x9e3779b1) | 1;
  let used = 0;
  let proposals = 0;
  let accepted = 0;
  for (let row = 0; used < steps; row++) {
    if (row % ROWS === 0) {
      if (stop?.()) break;
      temperature = hot * cooling ** (used / steps);
    }
    const a = row % people;
    const gainsA = a * people;
    const never = 2 * gainLeast[a]!;
    proposals += people;
    used += people;
    for (let b = 0; b < people; ) {
      // What each other group offers a; then everybody from b on, until an exchange is taken.
      const groupA = groupOf[a]!;
      const rowA = groupA * people;
      const own = gainOwn[a]!;
      let most = NEVER;
      for (let g = 0; g < groups; g++) {
        toGroup[g] = gainTo[g * people + a]! - own;
        if (g !== groupA && toGroup[g]! > most) most = toGroup[g]!;
      }
      toGroup[groupA] = NEVER;
      chance = (Math.imul(chance, 1664525) + 1013904223) | 0;
      const least = Math.ceil(LEAST[chance >>> (32 - LEAST_BITS)]! * temperature) | 0;
      const needed = least + never - most;
      for (; b < people; b++) {
        const toA = gainTo[rowA + b]! - gainOwn[b]!;
        if (toA < needed || toA + toGroup[groupOf[b]!]! - 2 * gain[gainsA + b]! < least) continue;
        exchange(grouping, a, b);
        accepted++;
        used += people;
        b++;
        break;
      }
    }
    if (!varying) continue;
    proposals += groups;
    used += groups;
    chance = (Math.imul(chance, 1664525) + 1013904223) | 0;
    const least = Math.ceil(LEAST[chance >>> (32 - LEAST_BITS)]! * temperature) | 0;
    for (let g = 0; g < groups; g++) {
      if (!mayMove(grouping, a, g) || moveGain(grouping, a, g) < least) continue;
      move(grouping, a, g);
      accepted++;
      used += people;
      break;
    }
  }
  return { steps: used, proposals, accepted };
}

/** People between two looks at the clock, each with an exchange with everybody. */
const STOP_EVERY = 64;

/** Takes improving exchanges and moves until there is none, or until told to stop. */
export function climb(grouping: Grouping, stop: (() => boolean) | undefined): void {
  const { people, groups } = grouping.instance;
  for (let unimproved = 0, a = 0; unimproved < people; a = (a + 1) % people, unimproved++) {
    if (a % STOP_EVERY === 0 && stop?.()) return;
    for (let b = 0; b < people; b++) {
      if (grouping.groupOf[a] === grouping.groupOf[b] || exchangeGain(grouping, a, b) <= 0) continue;
      exchange(grouping, a, b);
      unimproved = 0;
    }
    for (let group = 0; group < groups; group++) {
      if (!mayMove(grouping, a, group) || moveGain(grouping, a, group) <= 0) continue;
      move(grouping, a, group);
      unimproved = 0;
    }
  }
}
