import type { Budget } from '../model.ts';
import { firstSeats, seatTables } from '../plan.ts';
import type { Random } from '../random.ts';
import type { Crowd } from './crowd.ts';
import { deal, dealingTrait } from './deal.ts';
import { grantWishes } from './grant-wishes.ts';
import { indexKin } from './kin.ts';
import { mend } from './mend.ts';
import { seatCircles } from './seat-circles.ts';

/**
 * Seats thousands of people in time near-linear in people and meetings, without a table of all pairs. Everybody is dealt
 * so that one aim is spread evenly from the start: the second one, locations, where units are many, else units. Then
 * the few tables with a broken rule, a repeat or too many of a kind exchange people with others of the same code.
 */
export function seatMany(
  crowd: Crowd,
  sizes: Int32Array,
  rounds: number,
  random: Random,
  { stop, seated }: Pick<Budget, 'stop' | 'seated'> = {},
): Int32Array {
  const seats = new Int32Array(rounds * crowd.size);
  const first = firstSeats(sizes);
  const tableOfSeat = seatTables(first);
  const by = dealingTrait(crowd);
  const kinCodes = crowd.groups ?? (by > 0 ? crowd.traits[by]!.codes : null);
  const kin = kinCodes === null || kinCodes.includes(-1) ? null : indexKin(kinCodes);
  const earlier: Int32Array[] = [];
  for (let r = 0; r < rounds; r++) {
    const round = seats.subarray(r * crowd.size, (r + 1) * crowd.size);
    deal(crowd, by, first, round, random);
    const seatOf = new Int32Array(crowd.size);
    for (let seat = 0; seat < crowd.size; seat++) seatOf[round[seat]!] = seat;
    const seating = { crowd, first, tableOfSeat, round, seatOf };
    const fixed = seatCircles(seating, random);
    const state = { ...seating, fixed, earlier, kin, random };
    mend(state, stop);
    grantWishes(state);
    earlier.push(seatOf.map((seat) => tableOfSeat[seat]!));
    seated?.(r + 1);
  }
  return seats;
}
