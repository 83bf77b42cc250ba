import { dayNumber } from './days.ts';
import { drawReason } from './draw-reason.ts';
import { type History, indexHistory, metLately } from './history.ts';
import { MixingError } from './mixing-error.ts';
import type { Met, MixPerson } from './model.ts';
import { type Random, seededRandom, shuffle } from './random.ts';
import { makeRoom, type Room } from './room.ts';

/** Somebody who may be invited; `invitedLately` counts invitations in the last 365 days. */
export type Candidate = MixPerson & { invitedLately: number };

/** What `draw` reads. */
export type DrawInput = {
  candidates: Candidate[];
  history: Met[];
  places: number;
  seed: number;
  /** ids of those who come anyway, such as the host; the mix is made around them */
  present?: string[];
  today: string;
};

/** What a draw gives; the reasons are true sentences and never rank anybody. Shares are of all pairs drawn, 0 when there is none. */
export type Drawn = {
  invitees: { personId: string; reason: string }[];
  mix: { units: number; locations: number; newPairShare: number; crossUnitShare: number };
};

/** So many of those next in line are compared by whom they have met already. */
const COMPARED = 24;

/**
 * Whom to invite. Places go to units in proportion by Adams' method, which gives every unit one place before any gets
 * a second; within a unit those invited least come first, then the location most in want by the same method, then who
 * has met fewest of those drawn already, then who has met fewest at all, then chance by the seed.
 * Takes time in proportion to candidates, meetings and places × (units + locations).
 */
export function draw(input: DrawInput): Drawn {
  if (!Number.isInteger(input.places) || input.places < 1)
    throw new MixingError(
      'places-out-of-range',
      'The number of places must be a whole number of at least one.',
    );
  const room = makeRoom(input.candidates);
  const today = dayNumber(input.today);
  const history = indexHistory(room, input.history);
  const state = makeState(room, history, input);
  const chosen: number[] = [];
  const firsts: Firsts[] = [];
  while (chosen.length < input.places) {
    const person = next(state);
    if (person === null) break;
    firsts.push(seat(state, person));
    chosen.push(person);
  }
  return {
    invitees: chosen.map((person, i) => ({
      personId: room.ids[person]!,
      reason: drawReason(state, person, firsts[i]!),
    })),
    mix: drawnMix(room, history, chosen, today),
  };
}

/** Whether somebody was the first of their unit, and at their location, when drawn. */
export type Firsts = { ofUnit: boolean; ofLocation: boolean };

/** How far a draw has got: who is in, how many of each unit and location, and who is next in each cell. */
export type DrawState = {
  room: Room;
  history: History;
  invitedLately: Int32Array;
  seated: Uint8Array;
  unitPeople: Int32Array;
  /** settles what is equal otherwise, larger units being likelier in proportion to their people */
  unitChance: Float64Array;
  unitSeats: Int32Array;
  locationPeople: Int32Array;
  locationSeats: Int32Array;
  /** for each unit its cells, one a location: people not yet drawn, the next one last */
  cells: { location: number; waiting: number[] }[][];
  seatedCount: number;
};

function makeState(room: Room, history: History, input: DrawInput): DrawState {
  const random = seededRandom(input.seed);
  const unitPeople = tally(room.unit, room.unitNames.length);
  const present = new Set((input.present ?? []).flatMap((id) => room.indexOf.get(id) ?? []));
  const state: DrawState = {
    room,
    history,
    invitedLately: Int32Array.from(input.candidates, (candidate) => candidate.invitedLately),
    seated: new Uint8Array(room.size),
    unitPeople,
    unitChance: weightedChance(unitPeople, random),
    unitSeats: new Int32Array(room.unitNames.length),
    locationPeople: tally(room.location, room.locationNames.length),
    locationSeats: new Int32Array(room.locationNames.length),
    cells: room.unitNames.map(() => []),
    seatedCount: 0,
  };
  const order = shuffle(
    Array.from({ length: room.size }, (_, i) => i),
    random,
  );
  const contacts = (i: number) => history.start[i + 1]! - history.start[i]!;
  order.sort((i, j) => state.invitedLately[j]! - state.invitedLately[i]! || contacts(j) - contacts(i));
  const cellOf = new Map<number, number[]>();
  for (const person of order) {
    if (present.has(person)) continue;
    const key = room.unit[person]! * room.locationNames.length + room.location[person]!;
    let waiting = cellOf.get(key);
    if (!waiting) {
      waiting = [];
      cellOf.set(key, waiting);
      state.cells[room.unit[person]!]!.push({ location: room.location[person]!, waiting });
    }
    waiting.push(person);
  }
  for (const person of present) seat(state, person);
  return state;
}

/** Efraimidis and Spirakis (2006): the order of u^(1/w) draws without replacement in proportion to the weights w. */
function weightedChance(weights: Int32Array, random: Random): Float64Array {
  return Float64Array.from(weights, (weight) => random.unit() ** (1 / weight));
}

function tally(codes: Int32Array, kinds: number): Int32Array {
  const counts = new Int32Array(kinds);
  for (const code of codes) counts[code]!++;
  return counts;
}

function seat(state: DrawState, person: number): Firsts {
  state.seated[person] = 1;
  state.seatedCount++;
  const unitSeats = state.unitSeats[state.room.unit[person]!]!++;
  const locationSeats = state.locationSeats[state.room.location[person]!]!++;
  return { ofUnit: unitSeats === 0, ofLocation: locationSeats === 0 };
}

/** The next person, taken out of their cell, or null when nobody is left. */
function next(state: DrawState): number | null {
  let best: { location: number; waiting: number[] } | null = null;
  let bestKey: number[] = [];
  for (const [unit, cells] of state.cells.entries()) {
    for (const cell of cells) {
      const first = cell.waiting.at(-1);
      if (first === undefined) continue;
      const key = [
        wants(state.unitPeople[unit]!, state.unitSeats[unit]!),
        -state.invitedLately[first]!,
        wants(state.locationPeople[cell.location]!, state.locationSeats[cell.location]!),
        state.unitChance[unit]!,
      ];
      if (best !== null && !isGreater(key, bestKey)) continue;
      best = cell;
      bestKey = key;
    }
  }
  return best === null ? null : takeLeastMet(state, best.waiting);
}

/** Adams' divisor: people for each seat held; without a seat, before everybody with one. */
const wants = (people: number, seats: number): number =>
  seats === 0 ? Number.POSITIVE_INFINITY : people / seats;

function isGreater(one: number[], other: number[]): boolean {
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return one[i]! > other[i]!;
  return false;
}

function takeLeastMet(state: DrawState, waiting: number[]): number {
  const last = waiting.length - 1;
  const level = state.invitedLately[waiting[last]!];
  let at = last;
  let fewest = Number.POSITIVE_INFINITY;
  for (let k = last; k >= 0 && k > last - COMPARED && state.invitedLately[waiting[k]!] === level; k--) {
    const met = metSeated(state, waiting[k]!);
    if (met < fewest) {
      fewest = met;
      at = k;
    }
    if (met === 0) break;
  }
  return waiting.splice(at, 1)[0]!;
}

function metSeated(state: DrawState, person: number): number {
  const { start, partner } = state.history;
  let count = 0;
  for (let k = start[person]!; k < start[person + 1]!; k++) count += state.seated[partner[k]!]!;
  return count;
}

/** Counted by units and by meetings, not pair by pair: a draw of 10,000 has 50 million pairs. */
function drawnMix(room: Room, history: History, chosen: number[], today: number): Drawn['mix'] {
  const pairsOf = (people: number) => (people * (people - 1)) / 2;
  const pairs = pairsOf(chosen.length);
  const perUnit = new Int32Array(room.unitNames.length);
  const isChosen = new Uint8Array(room.size);
  for (const person of chosen) {
    perUnit[room.unit[person]!]!++;
    isChosen[person] = 1;
  }
  let metAgain = 0;
  for (const person of chosen) {
    for (let k = history.start[person]!; k < history.start[person + 1]!; k++) {
      const other = history.partner[k]!;
      if (other > person && isChosen[other] === 1 && metLately(history.day[k]!, today)) metAgain++;
    }
  }
  const sameUnit = perUnit.reduce((sum, people) => sum + pairsOf(people), 0);
  return {
    units: perUnit.filter((people) => people > 0).length,
    locations: new Set(chosen.map((person) => room.location[person])).size,
    newPairShare: pairs === 0 ? 0 : (pairs - metAgain) / pairs,
    crossUnitShare: pairs === 0 ? 0 : (pairs - sameUnit) / pairs,
  };
}
