import type { Choice, Pool } from './draw-choice.ts';
import { wants } from './draw-spread.ts';
import { type DrawState, metSeated, seat, unseat } from './draw-state.ts';

/** Ways through a choice, times places, up to which all are looked at: some tens of milliseconds. */
const WORK_MAX = 200_000;

/** Whether there are few enough ways to draw from the pools to look at all of them. */
export function isSmall({ pools, extra }: Choice): boolean {
  let ways = 1;
  let places = extra;
  for (const pool of pools) {
    places += pool.seats;
    const more = pool.oneMore ? combinations(pool.people.length, pool.seats + 1) : 0;
    ways *= combinations(pool.people.length, pool.seats) + more;
    if (ways * places > WORK_MAX) return false;
  }
  return true;
}

function combinations(people: number, seats: number): number {
  let ways = 1;
  for (let i = 0; i < seats; i++) ways = (ways * (people - i)) / (i + 1);
  return ways;
}

type Best = { people: number[]; spread: number[]; met: number };

/**
 * The best of all ways to draw from the pools: the locations most in want get their places, and of those ways the one
 * with the fewest pairs who met in the last 365 days; the first in the order of chance where several are equal. The
 * state is left as it was.
 */
export function drawExactly(state: DrawState, { pools, extra }: Choice): number[] {
  const before = state.locationSeats.slice();
  const taken: number[] = [];
  let met = 0;
  let best: Best | null = null;

  const finish = (): void => {
    const spread = locationsServed(state, before);
    if (best !== null && compareSpread(spread, best.spread) > 0) return;
    if (best !== null && compareSpread(spread, best.spread) === 0 && met >= best.met) return;
    best = { people: taken.slice(), spread, met };
  };
  const fromPool = (at: number, extraLeft: number): void => {
    const pool = pools[at];
    if (!pool) {
      if (extraLeft === 0) finish();
      return;
    }
    if (pool.oneMore && extraLeft > 0) combine(at, pool, 0, pool.seats + 1, extraLeft - 1);
    combine(at, pool, 0, pool.seats, extraLeft);
  };
  const combine = (at: number, pool: Pool, from: number, seats: number, extraLeft: number): void => {
    if (seats === 0) {
      fromPool(at + 1, extraLeft);
      return;
    }
    for (let k = from; k + seats <= pool.people.length; k++) {
      const person = pool.people[k]!;
      const more = metSeated(state, person);
      met += more;
      seat(state, person);
      taken.push(person);
      combine(at, pool, k + 1, seats - 1, extraLeft);
      taken.pop();
      unseat(state, person);
      met -= more;
    }
  };
  fromPool(0, extra);
  return (best as Best | null)?.people ?? [];
}

/** How much each place was wanted by the location that got it, the most wanted first. */
function locationsServed(state: DrawState, before: Int32Array): number[] {
  const served: number[] = [];
  for (let location = 0; location < before.length; location++)
    for (let seats = before[location]!; seats < state.locationSeats[location]!; seats++)
      served.push(wants(state.spread, state.locationPeople[location]!, seats));
  return served.sort((one, other) => (one === other ? 0 : other - one));
}

/** Negative when the first serves the more wanted locations. */
function compareSpread(one: number[], other: number[]): number {
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return one[i]! > other[i]! ? -1 : 1;
  return 0;
}
