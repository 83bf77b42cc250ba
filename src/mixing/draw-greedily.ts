import type { Choice, Pool } from './draw-choice.ts';
import { wants } from './draw-spread.ts';
import { type DrawState, isKeptApart, metSeated, seat, unseat } from './draw-state.ts';
import { type Random, shuffle } from './random.ts';

/** So many of those next in line are compared by whom they have met already. */
const COMPARED = 24;
/** Ways around the people drawn, each trying to exchange every one of them. */
const EXCHANGE_ROUNDS = 2;

/** A pool while it is drawn from: those left at each location, and those taken. */
type Source = { pool: Pool; left: Map<number, number[]>; open: number; oneMore: boolean; taken: number[] };

/**
 * Draws from the pools place by place: the location most in want, there the unit by chance, of it who has met fewest of
 * those in. Then people are exchanged within their pool wherever that serves the locations better or, equal in that,
 * leaves fewer pairs who met. Those drawn are seated in the state. Takes time in proportion to people and places ×
 * (locations + meetings of a person).
 */
export function drawGreedily(state: DrawState, choice: Choice, random: Random): number[] {
  const sources = choice.pools.map((pool) => sourceOf(state, pool));
  const queues = queuesOf(state, sources);
  const order = shuffle(Int32Array.from(queues.keys()), random);
  let extra = choice.extra;
  for (;;) {
    const found = mostWanted(state, queues, order, extra);
    if (found === null) break;
    const { source, location } = found;
    const person = takeLeastMet(state, source.left.get(location)!);
    if (person === null) continue;
    if (source.open > 0) source.open--;
    else {
      source.oneMore = false;
      extra--;
    }
    seat(state, person);
    source.taken.push(person);
  }
  if (state.apart.size === 0)
    for (let round = 0; round < EXCHANGE_ROUNDS; round++)
      for (const source of sources) exchange(state, source);
  return sources.flatMap((source) => source.taken);
}

function sourceOf({ room }: DrawState, pool: Pool): Source {
  const left = new Map<number, number[]>();
  for (const person of pool.people) {
    const location = room.location[person]!;
    const there = left.get(location);
    if (there) there.push(person);
    else left.set(location, [person]);
  }
  return { pool, left, open: pool.seats, oneMore: pool.oneMore, taken: [] };
}

/** For each location the pools with people there, the next one last; a pool that can give nobody there is dropped for good. */
function queuesOf(state: DrawState, sources: Source[]): Source[][] {
  const queues: Source[][] = state.room.locationNames.map(() => []);
  for (const source of sources.toReversed())
    for (const location of source.left.keys()) queues[location]!.push(source);
  return queues;
}

function mostWanted(
  { spread, locationPeople, locationSeats }: DrawState,
  queues: Source[][],
  order: Int32Array,
  extra: number,
): { source: Source; location: number } | null {
  let best: { source: Source; location: number } | null = null;
  let most = -1;
  for (const location of order) {
    const want = wants(spread, locationPeople[location]!, locationSeats[location]!);
    if (want <= most) continue;
    const queue = queues[location]!;
    while (queue.length > 0 && !canGive(queue.at(-1)!, location, extra)) queue.pop();
    const source = queue.at(-1);
    if (source === undefined) continue;
    best = { source, location };
    most = want;
  }
  return best;
}

function canGive(source: Source, location: number, extra: number): boolean {
  return (source.open > 0 || (source.oneMore && extra > 0)) && source.left.get(location)!.length > 0;
}

/** Null when nobody compared may be drawn beside those who are in; they are left out for good. */
function takeLeastMet(state: DrawState, left: number[]): number | null {
  let best = -1;
  let fewest = Number.POSITIVE_INFINITY;
  for (let at = left.length - 1; at >= Math.max(0, left.length - COMPARED) && fewest > 0; at--) {
    if (isKeptApart(state, left[at]!)) continue;
    const met = metSeated(state, left[at]!);
    if (met >= fewest) continue;
    fewest = met;
    best = at;
  }
  if (best >= 0) return left.splice(best, 1)[0]!;
  left.length = Math.max(0, left.length - COMPARED);
  return null;
}

function exchange(state: DrawState, { left, taken }: Source): void {
  const others = [...left.values()].flatMap((people) => people.slice(-COMPARED));
  for (const [at, person] of taken.entries()) {
    unseat(state, person);
    let best = -1;
    let [most, fewest] = [wantOf(state, person), metSeated(state, person)];
    for (let k = 0; k < Math.min(others.length, COMPARED); k++) {
      const i = (at + k) % others.length;
      const want = wantOf(state, others[i]!);
      if (want < most || (want === most && fewest === 0)) continue;
      const met = metSeated(state, others[i]!);
      if (want === most && met >= fewest) continue;
      [best, most, fewest] = [i, want, met];
    }
    const drawn = best < 0 ? person : others[best]!;
    if (best >= 0) others[best] = person;
    taken[at] = drawn;
    seat(state, drawn);
  }
}

function wantOf({ room, spread, locationPeople, locationSeats }: DrawState, person: number): number {
  const location = room.location[person]!;
  return wants(spread, locationPeople[location]!, locationSeats[location]!);
}
