import type { CoffeeRoom } from './coffee-room.ts';
import { COOLDOWN_ROUNDS } from './model.ts';

/*
 * What a plan costs, as one number whose parts do not carry: whom it leaves out first, then tables that are not of the
 * mode where the mode is about whole tables, sizes, repeats within the cooldown, and what else the mode wants. The
 * widths hold for the fourteen people that are drawn exactly; beyond, single tables are compared.
 */

/** A repeat one round fresher weighs as much as so many: the cooldown gives way where it is oldest. */
const FRESHER = 4;
const REPEAT = 2 ** 7;
const OFF_SIZE = 2 ** 31;
const OFF_TABLE = 2 ** 38;
/** Somebody without a table; and one who had none in the round before. */
export const ALONE = 2 ** 42;
export const ALONE_AGAIN = 2 ** 47;

/** What a repeat costs that was so many rounds ago, 0 none. */
export function repeatCost(roundsAgo: number): number {
  return roundsAgo === 0 ? 0 : REPEAT * FRESHER ** (COOLDOWN_ROUNDS - roundsAgo);
}

/** What it costs that these share a table: repeats and the mode. */
export function pairsCost(room: CoffeeRoom, seats: readonly number[]): number {
  let cost = 0;
  for (let i = 1; i < seats.length; i++)
    for (let j = 0; j < i; j++)
      cost += repeatCost(room.roundsAgo(seats[i]!, seats[j]!)) + room.unlike(seats[i]!, seats[j]!);
  return cost + (offTable(room, seats) ? OFF_TABLE : 0);
}

/** The same with the size. */
export function tableCost(room: CoffeeRoom, seats: readonly number[]): number {
  return pairsCost(room, seats) + OFF_SIZE * (seats.length - room.tableSize) ** 2;
}

/** Whether a table misses what the mode is about: both organisations, at most one senior. */
export function offTable({ mode, people }: CoffeeRoom, seats: readonly number[]): boolean {
  if (mode === 'two-organisations')
    return seats.every((seat) => people[seat]!.side === people[seats[0]!]!.side);
  if (mode !== 'senior-lottery') return false;
  let seniors = 0;
  for (const seat of seats) if (people[seat]!.senior === true) seniors += 1;
  return seniors > 1;
}
