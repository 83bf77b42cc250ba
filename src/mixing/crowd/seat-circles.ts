import type { Random } from '../random.ts';
import { exchangeSeats, type Seating } from './seating.ts';

/** Tables looked at for one that no circle has taken yet, before a shared one will do. */
const TABLES_TRIED = 20;

/**
 * Brings everybody who stays together to one table, the largest circles first, no two circles at one table where that
 * is easily had. Gives the seats that nobody may leave then, or null where there is no circle. A circle for which no
 * table has room left stays where it was dealt.
 */
export function seatCircles(seating: Seating, random: Random): Uint8Array | null {
  const { crowd, first, tableOfSeat, seatOf } = seating;
  if (crowd.circles.length === 0) return null;
  const tables = first.length - 1;
  const fixed = new Uint8Array(crowd.size);
  const freeSeats = (table: number): number[] => {
    const seats: number[] = [];
    for (let seat = first[table]!; seat < first[table + 1]!; seat++) if (fixed[seat] === 0) seats.push(seat);
    return seats;
  };
  for (const circle of crowd.circles.toSorted((one, other) => other.length - one.length)) {
    const tablesInTurn = [
      ...circle.map((person) => tableOfSeat[seatOf[person]!]!),
      ...Array.from({ length: Math.min(tables, TABLES_TRIED) }, () => random.below(tables)),
    ];
    const found =
      tablesInTurn.find((table) => freeSeats(table).length === first[table + 1]! - first[table]!) ??
      tablesInTurn.find((table) => freeSeats(table).length >= circle.length) ??
      [...first.subarray(0, tables).keys()].find((table) => freeSeats(table).length >= circle.length);
    if (found === undefined) continue;
    const places = freeSeats(found);
    for (const [k, person] of circle.entries()) {
      if (seatOf[person] !== places[k]) exchangeSeats(seating, seatOf[person]!, places[k]!);
      fixed[places[k]!] = 1;
    }
  }
  return fixed;
}
