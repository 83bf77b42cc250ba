import type { Budget } from '../model.ts';
import { firstSeats, seatTables } from '../plan.ts';
import { indexes, type Random } from '../random.ts';
import type { Crowd } from './crowd.ts';
import { deal, dealingTrait } from './deal.ts';
import { grantWishes } from './grant-wishes.ts';
import { indexKin } from './kin.ts';
import { evenSpreads, type Mending, mend, tablesAtOdds } from './mend.ts';
import { seatCircles } from './seat-circles.ts';
import { sectionsOf } from './sections.ts';

/**
 * Seats thousands of people in time near-linear in people and meetings, without a table of all pairs. Everybody is dealt
 * so that one aim is spread evenly from the start: the second one, locations, where units are many, else units. Then
 * the few tables with a broken rule, a repeat or too many of a kind exchange people with others of the same code. A large
 * crowd is seated section after section, and what could not be mended within one is tried over the whole.
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
  const hasKin = kinCodes !== null && !kinCodes.includes(-1);
  const whole = { from: 0, to: sizes.length };
  const even = evenSpreads(crowd, sizes.length);
  const earlier: Int32Array[] = [];
  for (let r = 0; r < rounds; r++) {
    const round = seats.subarray(r * crowd.size, (r + 1) * crowd.size);
    const seatOf = new Int32Array(crowd.size);
    const seating = { crowd, first, tableOfSeat, round, seatOf };
    const state: Mending = { ...seating, fixed: null, earlier, section: whole, kin: null, even, random };
    const sections = sectionsOf(crowd, by, first, random);
    const left: number[] = [];
    for (const section of sections) {
      deal(crowd, by, section, first, round, random);
      for (let seat = first[section.from]!; seat < first[section.to]!; seat++) seatOf[round[seat]!] = seat;
      if (sections.length === 1) state.fixed = seatCircles(seating, random);
      state.section = section;
      state.kin = hasKin ? indexKin(kinCodes, section.people) : null;
      const tables = indexes(section.to - section.from).map((t) => section.from + t);
      for (const table of mend(state, tables, tablesAtOdds(state, section.people), stop)) left.push(table);
    }
    if (sections.length > 1)
      mend({ ...state, section: whole, kin: null }, left, new Uint8Array(sizes.length).fill(1), stop);
    grantWishes(state);
    if (r + 1 < rounds) earlier.push(seatOf.map((seat) => tableOfSeat[seat]!));
    seated?.(r + 1);
  }
  return seats;
}
