import type { Spread } from './draw-spread.ts';
import { type History, metLately } from './history.ts';
import type { Random } from './random.ts';
import type { Room } from './room.ts';

/** How far a draw has got: who is in, and how many of each unit and at each location. */
export type DrawState = {
  room: Room;
  history: History;
  today: number;
  spread: Spread;
  invitedLately: Int32Array;
  /** whom each may not be drawn with; nobody is listed who has no such rule */
  apart: Map<number, number[]>;
  seated: Uint8Array;
  seatedCount: number;
  unitPeople: Int32Array;
  unitSeats: Int32Array;
  locationPeople: Int32Array;
  locationSeats: Int32Array;
  /** settles what is equal otherwise, larger units being likelier in proportion to their people */
  unitChance: Float64Array;
};

/** A draw before anybody is in. */
export function makeDrawState(
  parts: Pick<DrawState, 'room' | 'history' | 'today' | 'spread' | 'invitedLately' | 'apart'>,
  random: Random,
): DrawState {
  const { room, spread } = parts;
  const unitPeople = tally(room.unit, room.unitNames.length);
  return {
    ...parts,
    seated: new Uint8Array(room.size),
    seatedCount: 0,
    unitPeople,
    unitSeats: new Int32Array(room.unitNames.length),
    locationPeople: tally(room.location, room.locationNames.length),
    locationSeats: new Int32Array(room.locationNames.length),
    unitChance: weightedChance(spread, unitPeople, random),
  };
}

/** Efraimidis and Spirakis (2006): the order of u^(1/w) draws without replacement in proportion to the weights w. */
function weightedChance(spread: Spread, weights: Int32Array, random: Random): Float64Array {
  return Float64Array.from(weights, (weight) => random.unit() ** (spread === 'even' ? 1 : 1 / weight));
}

function tally(codes: Int32Array, kinds: number): Int32Array {
  const counts = new Int32Array(kinds);
  for (const code of codes) counts[code]!++;
  return counts;
}

/** Takes somebody in. */
export function seat(state: DrawState, person: number): void {
  change(state, person, 1);
}

/** Lets somebody go who was taken in. */
export function unseat(state: DrawState, person: number): void {
  change(state, person, -1);
}

function change(state: DrawState, person: number, by: 1 | -1): void {
  state.seated[person]! += by;
  state.seatedCount += by;
  state.unitSeats[state.room.unit[person]!]! += by;
  state.locationSeats[state.room.location[person]!]! += by;
}

/** How many of those in this person met in the last 365 days. */
export function metSeated({ history, seated, today }: DrawState, person: number): number {
  let count = 0;
  for (let k = history.start[person]!; k < history.start[person + 1]!; k++)
    if (seated[history.partner[k]!] === 1 && metLately(history.day[k]!, today)) count++;
  return count;
}

/** Whether a rule keeps this person from being drawn beside somebody who is in. */
export function isKeptApart({ apart, seated }: DrawState, person: number): boolean {
  return apart.get(person)?.some((other) => seated[other] === 1) ?? false;
}
