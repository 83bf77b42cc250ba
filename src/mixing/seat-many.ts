import { type History, lastMet, metLately, NEVER } from './history.ts';
import { firstSeats } from './plan.ts';
import { type Random, shuffle } from './random.ts';
import type { Room } from './room.ts';
import { countsOf } from './spread.ts';

/** What is read of a room with thousands of people. */
export type Crowd = Pick<Room, 'size' | 'unit' | 'location'>;

/** Who met whom, and the day number from which “lately” is counted. */
type Past = { history: History; today: number };

/** Weights that keep the aims apart within one exchange of tables of up to 20 seats, the most important largest. */
const WEIGHT = { lately: 1e9, longAgo: 1e6, unit: 1e3, location: 1 };
/** Random partners tried for a person who sits badly, in one pass over the tables. */
const PARTNERS = 40;
/** Units are many when two random people share theirs no more often than this. */
const FEW_ALIKE = 0.01;
/** Passes over the tables that still have somebody who sits badly. */
const PASSES = 12;

/**
 * Seats thousands of people in time near-linear in people and meetings, without a table of all pairs. Where units are
 * many, people are dealt location after location, which spreads these evenly, and the few tables with a repeat or two
 * of one unit exchange people with others of the same location. Where units are large, people are dealt unit after
 * unit, and tables with a repeat or too many of one location exchange with anybody.
 * Aims as in `AIM` down to locations; grades and seniors are left to chance.
 */
export function seatMany(
  crowd: Crowd,
  past: Past,
  sizes: Int32Array,
  rounds: number,
  random: Random,
  stop?: () => boolean,
): Int32Array {
  const seats = new Int32Array(rounds * crowd.size);
  const first = firstSeats(sizes);
  const tableOfSeat = new Int32Array(crowd.size);
  for (let t = 0; t < sizes.length; t++) tableOfSeat.fill(t, first[t], first[t + 1]);
  const tableOf: Int32Array[] = [];
  const byLocation = sameShare(crowd.unit) <= FEW_ALIKE;
  for (let r = 0; r < rounds; r++) {
    const round = seats.subarray(r * crowd.size, (r + 1) * crowd.size);
    const dealtBy = byLocation ? crowd.location : crowd.unit;
    const sorted = deal(dealtBy, first, round, random);
    const kin = byLocation ? kinOf(sorted, dealtBy, round) : null;
    mend({ crowd, past, first, tableOfSeat, round, earlier: tableOf.slice(), kin, random }, stop);
    const table = new Int32Array(crowd.size);
    for (let seat = 0; seat < crowd.size; seat++) table[round[seat]!] = tableOfSeat[seat]!;
    tableOf.push(table);
  }
  return seats;
}

/** Shuffles, sorts by a code (stable counting sort) and deals one seat of every table after another; gives the sorted people. */
function deal(codes: Int32Array, first: Int32Array, round: Int32Array, random: Random): Int32Array {
  const size = codes.length;
  const order = shuffle(
    Int32Array.from({ length: size }, (_, i) => i),
    random,
  );
  const sorted = sortBy(order, codes);
  const tables = first.length - 1;
  let next = 0;
  for (let seat = 0; next < size; seat++)
    for (let t = 0; t < tables; t++)
      if (first[t]! + seat < first[t + 1]!) round[first[t]! + seat] = sorted[next++]!;
  return sorted;
}

/** Chance that two random people have the same code. */
function sameShare(codes: Int32Array): number {
  let sum = 0;
  for (const count of countsOf(codes)) sum += (count / codes.length) ** 2;
  return sum;
}

/** People in order of their code, where each code begins, and everybody's seat: to find others with the same code. */
type Kin = { codes: Int32Array; sorted: Int32Array; from: Int32Array; count: Int32Array; seatOf: Int32Array };

function kinOf(sorted: Int32Array, codes: Int32Array, round: Int32Array): Kin {
  const count = countsOf(codes);
  const from = new Int32Array(count.length);
  for (let code = 1; code < count.length; code++) from[code] = from[code - 1]! + count[code - 1]!;
  const seatOf = new Int32Array(round.length);
  for (let seat = 0; seat < round.length; seat++) seatOf[round[seat]!] = seat;
  return { codes, sorted, from, count, seatOf };
}

/** A random seat to exchange with: of somebody with the same code where everybody was dealt by it, else of anybody. */
function partnerSeat({ crowd, round, kin, random }: Mending, seat: number): number {
  if (kin === null) return random.below(crowd.size);
  const code = kin.codes[round[seat]!]!;
  return kin.seatOf[kin.sorted[kin.from[code]! + random.below(kin.count[code]!)]!]!;
}

function sortBy(order: Int32Array, codes: Int32Array): Int32Array {
  const next = countsOf(codes);
  let from = 0;
  for (let code = 0; code < next.length; code++) {
    const count = next[code]!;
    next[code] = from;
    from += count;
  }
  const sorted = new Int32Array(order.length);
  for (const person of order) sorted[next[codes[person]!]!++] = person;
  return sorted;
}

type Mending = {
  crowd: Crowd;
  past: Past;
  first: Int32Array;
  tableOfSeat: Int32Array;
  round: Int32Array;
  /** for each earlier round of the plan, everybody's table */
  earlier: Int32Array[];
  kin: Kin | null;
  random: Random;
};

/** Most people of a unit or location at a table when it is spread evenly, and the locations that every table needs. */
type EvenSpread = {
  unitMost: Int32Array;
  locationMost: Int32Array;
  needed: { location: number; least: number }[];
};

function mend(state: Mending, stop: (() => boolean) | undefined): void {
  const { crowd, first, tableOfSeat, round } = state;
  const tables = first.length - 1;
  if (tables < 2) return;
  const even: EvenSpread = {
    unitMost: countsOf(crowd.unit).map((count) => Math.ceil(count / tables)),
    locationMost: countsOf(crowd.location).map((count) => Math.ceil(count / tables)),
    needed: [],
  };
  for (const [location, count] of countsOf(crowd.location).entries())
    if (count >= tables) even.needed.push({ location, least: Math.floor(count / tables) });
  let waiting = Array.from({ length: tables }, (_, t) => t);
  for (let pass = 0; pass < PASSES && waiting.length > 0 && !stop?.(); pass++) {
    const next: number[] = [];
    for (const t of waiting) {
      const seat = worstSeat(state, first[t]!, first[t + 1]!, even);
      if (seat < 0) continue;
      next.push(t);
      for (let k = 0; k < PARTNERS; k++) {
        const other = partnerSeat(state, seat);
        if (tableOfSeat[other] === t || exchangeCost(state, seat, other) >= 0) continue;
        const person = round[seat]!;
        round[seat] = round[other]!;
        round[other] = person;
        if (state.kin !== null) {
          state.kin.seatOf[person] = other;
          state.kin.seatOf[round[seat]!] = seat;
        }
        next.push(tableOfSeat[other]!);
        break;
      }
    }
    waiting = next;
  }
}

/**
 * The seat of somebody who met another at the table, or whose unit or location has more there than an even spread
 * gives; where only some location is wanting, anybody not from there; −1 when all is well.
 */
function worstSeat(state: Mending, from: number, to: number, even: EvenSpread): number {
  const { crowd, round } = state;
  let crowded = -1;
  for (let i = from; i < to; i++) {
    const a = round[i]!;
    let unit = 1;
    let location = 1;
    for (let j = from; j < i; j++) {
      const b = round[j]!;
      if (meetingCost(state, a, b) > 0) return i;
      if (crowd.unit[a] === crowd.unit[b]) unit++;
      if (crowd.location[a] === crowd.location[b]) location++;
    }
    if (unit > even.unitMost[crowd.unit[a]!]! || location > even.locationMost[crowd.location[a]!]!)
      crowded = i;
  }
  if (crowded >= 0) return crowded;
  for (const { location, least } of even.needed) {
    let there = 0;
    for (let i = from; i < to; i++) if (crowd.location[round[i]!] === location) there++;
    if (there >= least) continue;
    const seat = from + state.random.below(to - from);
    return crowd.location[round[seat]!] === location ? from : seat;
  }
  return -1;
}

/** What the pair's meetings before cost: in an earlier round of this plan or lately, long ago, or never. */
function meetingCost({ past, earlier }: Mending, a: number, b: number): number {
  for (const table of earlier) if (table[a] === table[b]) return WEIGHT.lately;
  const day = lastMet(past.history, a, b);
  if (day === NEVER) return 0;
  return metLately(day, past.today) ? WEIGHT.lately : WEIGHT.longAgo;
}

const kindCost = ({ unit, location }: Crowd, a: number, b: number): number =>
  (unit[a] === unit[b] ? WEIGHT.unit : 0) + (location[a] === location[b] ? WEIGHT.location : 0);

/** What an exchange adds to the weighted cost; below 0 it helps. Costs 4(s − 1) look-ups, those of history last. */
function exchangeCost(state: Mending, seat: number, other: number): number {
  return joinCost(state, seat, other) + joinCost(state, other, seat);
}

/** What it adds at the table of `seat` that the person from `other` comes instead. */
function joinCost(state: Mending, seat: number, other: number): number {
  const { crowd, first, tableOfSeat, round } = state;
  const leaving = round[seat]!;
  const joining = round[other]!;
  const table = tableOfSeat[seat]!;
  let cost = 0;
  for (let k = first[table]!; k < first[table + 1]!; k++) {
    if (k === seat) continue;
    const x = round[k]!;
    cost += kindCost(crowd, joining, x) - kindCost(crowd, leaving, x);
    cost += meetingCost(state, joining, x) - meetingCost(state, leaving, x);
  }
  return cost;
}
