import { MixingError } from '../mixing-error.ts';
import { seededRandom } from '../random.ts';
import { evenSizes } from '../table-sizes.ts';
import { type CoffeeRoom, everyPair, indexCoffee } from './coffee-room.ts';
import { drawExactly, EXACT_GROUPS_MAX, EXACT_PAIRS_MAX } from './draw-exactly.ts';
import { improve, stir } from './exchange-seats.ts';
import { fillTables } from './fill-tables.ts';
import type { CoffeeDrawn, CoffeeInput, CoffeeTable, UnmatchedReason } from './model.ts';
import { notesOf } from './notes.ts';
import { alone } from './plan.ts';
import { seatTheRest } from './seat-the-rest.ts';

export const COFFEE_TABLE_MIN = 2;
export const COFFEE_TABLE_MAX = 6;

/**
 * Draws who has coffee with whom. Hard rules are never broken: a common language, a shared working hour or the same
 * site, never with the own manager nor somebody either of the two keeps away from. Then: nobody is left over, whoever
 * had nobody before least of all; the table size; no pair within the cooldown, which gives way oldest first; the mode.
 * Up to fourteen people (ten at larger tables) all plans are compared and each of the best is equally likely; more
 * are paired by search, and thousands in time near-linear in people and meetings. The same input gives the same draw.
 */
export function drawCoffee(input: CoffeeInput): CoffeeDrawn {
  const { tableSize, people } = input;
  if (!Number.isInteger(tableSize) || tableSize < COFFEE_TABLE_MIN || tableSize > COFFEE_TABLE_MAX)
    throw new MixingError('table-size-too-small', 'A coffee has tables of 2 to 6 people.');
  const room = indexCoffee(input);
  const places = seat(room, input.seed);
  const tables = places
    .filter((seats) => seats.length > 1)
    .map(
      (seats): CoffeeTable => ({
        seats: seats.map((place) => people[place]!.id),
        way: meetInPerson(room, seats) ? 'in-person' : 'remote',
        again: freshest(room, seats),
      }),
    );
  const unmatched = places
    .filter((seats) => seats.length === 1)
    .map(([place]) => ({ id: people[place!]!.id, why: whyAlone(room, place!) }));
  return { tables, unmatched, notes: notesOf(input, tables, unmatched.length) };
}

/** Tables of places; somebody without one is a table alone. */
function seat(room: CoffeeRoom, seed: number): number[][] {
  const random = seededRandom(seed);
  if (room.size <= (room.tableSize === 2 ? EXACT_PAIRS_MAX : EXACT_GROUPS_MAX))
    return drawExactly(room, random);
  const plan = seatTheRest(room, fillTables(room, coffeeSizes(room.size, room.tableSize), random), random);
  improve(room, plan, random);
  if (room.mode === 'pure') stir(room, plan, random);
  return [...plan.tables, ...alone(plan, () => false).map((place) => [place])];
}

/** Sizes of the tables, as near to the one asked for as the number of people allows; pairs and one trio out of an odd number. */
export function coffeeSizes(people: number, tableSize: number): Int32Array {
  const fewest = Math.max(1, Math.ceil(people / (tableSize + 1)));
  const tables = Math.max(fewest, tableSize === 2 ? Math.floor(people / 2) : Math.round(people / tableSize));
  return evenSizes(people, tables);
}

function meetInPerson({ people }: CoffeeRoom, seats: readonly number[]): boolean {
  const { location } = people[seats[0]!]!;
  return seats.every((place) => people[place]!.inPerson && people[place]!.location === location);
}

function freshest({ roundsAgo }: CoffeeRoom, seats: readonly number[]): number | null {
  let least: number | null = null;
  everyPair(seats, (a, b) => {
    const rounds = roundsAgo(a, b);
    if (rounds > 0 && (least === null || rounds < least)) least = rounds;
    return true;
  });
  return least;
}

function whyAlone({ size, understand, canReach }: CoffeeRoom, place: number): UnmatchedReason {
  const isAnybody = (holds: (other: number) => boolean): boolean => {
    for (let other = 0; other < size; other++) if (other !== place && holds(other)) return true;
    return false;
  };
  if (size > 1 && !isAnybody((other) => understand(place, other))) return 'no-language';
  if (size > 1 && !isAnybody((other) => understand(place, other) && canReach(place, other))) return 'no-hour';
  return 'nobody-left';
}
