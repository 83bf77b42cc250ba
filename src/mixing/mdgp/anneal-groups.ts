import { countEager, exchange, type Grouping, move, UNKNOWN } from './grouping.ts';

/** ln u for u in (0, 1), tabulated: what a proposal must gain at least, in units of the temperature (Metropolis). */
const LEAST_BITS = 12;
const LEAST = Float64Array.from({ length: 1 << LEAST_BITS }, (_, i) =>
  Math.log((i + 0.5) / (1 << LEAST_BITS)),
);
/** People whose exchanges are tried at one temperature, and between two looks at the clock. */
const ROWS = 16;
/** The work of an exchange taken, for each of the people; a sum of gains looked up is 1. */
const TAKEN_STEPS = 3;

/** What an annealing has done: the work, the proposals priced and those taken. */
export type Annealed = { steps: number; proposals: number; accepted: number };

/**
 * Improves a grouping by annealing from `hot` to `cold`: person after person, a move to each group or an exchange with
 * one of its members. All proposals of a person share one random loss that is borne, until one is taken. So most groups are passed over
 * whole: the most that anybody there gains by coming, and what the person gains by going, fall short of it together.
 * With `hot` 0 only gains are taken, and it ends where there is none.
 */
export function annealGroups(
  grouping: Grouping,
  hot: number,
  cold: number,
  steps: number,
  seed: number,
  stop: (() => boolean) | undefined,
): Annealed {
  const { instance, gain, gainLeast, groupOf, size, room, members, gainTo, gainOwn, eager } = grouping;
  const { people, groups, low, up } = instance;
  const cooling = hot === 0 ? 1 : cold / hot;
  let temperature = hot;
  // A linear congruential generator, inline, for this loop is all the time there is.
  let chance = Math.imul(seed, 0x9e3779b1) | 1;
  let [used, accepted, row, acceptedAt] = [0, 0, 0, 0];
  for (; used < steps && (hot > 0 || row - acceptedAt <= people); row++) {
    if (row % ROWS === 0) {
      if (stop?.()) break;
      temperature = hot * cooling ** (used / steps);
    }
    const a = row % people;
    const toA = a * groups;
    const gainsA = a * people;
    const never = 2 * gainLeast[a]!;
    let groupA = groupOf[a]!;
    let least = 1;
    let drawn = hot === 0;
    used += groups;
    for (let h = 0; h < groups; h++) {
      if (h === groupA) continue;
      if (!drawn) {
        chance = (Math.imul(chance, 1664525) + 1013904223) | 0;
        least = Math.ceil(LEAST[chance >>> (32 - LEAST_BITS)]! * temperature) | 0;
        drawn = true;
      }
      const going = gainTo[toA + h]! - gainOwn[a]!;
      if (going >= least && size[h]! < up[h]! && size[groupA]! > low[groupA]!) {
        move(grouping, a, h);
      } else {
        const coming = eager[groupA * groups + h]!;
        if (going + coming < least + never) continue;
        used += size[h]!;
        if (coming === UNKNOWN && going + countEager(grouping, groupA, h) < least + never) continue;
        const end = h * room + size[h]!;
        let k = h * room;
        for (; k < end; k++) {
          const b = members[k]!;
          if (going + gainTo[b * groups + groupA]! - gainOwn[b]! - 2 * gain[gainsA + b]! >= least) break;
        }
        if (k === end) continue;
        exchange(grouping, a, members[k]!);
      }
      groupA = h;
      drawn = hot === 0;
      used += TAKEN_STEPS * people;
      accepted++;
      acceptedAt = row;
    }
  }
  return { steps: used, proposals: row * (people + groups), accepted };
}

/** Takes improving exchanges and moves until there is none, or until told to stop. */
export const climb = (grouping: Grouping, stop: (() => boolean) | undefined): Annealed =>
  annealGroups(grouping, 0, 0, Number.POSITIVE_INFINITY, 0, stop);
