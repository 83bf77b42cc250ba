import type { Random } from '../random.ts';
import { exchangeSeats, type Seating } from './seating.ts';

/** Tables looked at for one that no circle has taken yet, before a shared one will do. */
const TABLES_TRIED = 20;

/**
 * Brings every host to their table, then everybody who stays together to one, the largest circles first, no two circles
 * at one table where that is easily had. Gives the seats that nobody may leave then, or null where there is none. A
 * circle for which no table has room left stays where it was dealt.
 */
export function seatCircles(seating: Seating, random: Random): Uint8Array | null {
  const { crowd, first, tableOfSeat, seatOf } = seating;
  if (crowd.circles.length === 0 && crowd.hosts.length === 0) return null;
  const tables = first.length - 1;
  const fixed = seatHosts(seating);
  const freeSeats = (table: number): number[] => {
    const seats: number[] = [];
    for (let seat = first[table]!; seat < first[table + 1]!; seat++) if (fixed[seat] === 0) seats.push(seat);
    return seats;
  };
  for (const circle of crowd.circles.toSorted((one, other) => other.length - one.length)) {
    const hosts = circle.filter((person) => crowd.isHost[person] === 1);
    const guests = circle.filter((person) => crowd.isHost[person] === 0);
    const tablesInTurn = [
      ...(hosts.length > 0 ? hosts : circle).map((person) => tableOfSeat[seatOf[person]!]!),
      ...Array.from({ length: Math.min(tables, TABLES_TRIED) }, () => random.below(tables)),
    ];
    const isEmpty = (table: number): boolean => freeSeats(table).length === first[table + 1]! - first[table]!;
    const hasRoom = (table: number): boolean => freeSeats(table).length >= guests.length;
    const found =
      (hosts.length > 0 ? undefined : tablesInTurn.find(isEmpty)) ??
      tablesInTurn.find(hasRoom) ??
      [...first.subarray(0, tables).keys()].find(hasRoom);
    if (found === undefined) continue;
    const places = freeSeats(found);
    for (const [k, person] of guests.entries()) {
      if (seatOf[person] !== places[k]) exchangeSeats(seating, seatOf[person]!, places[k]!);
      fixed[places[k]!] = 1;
    }
  }
  return fixed;
}

/** Puts the host of each table on its first seat; gives the seats taken. */
function seatHosts(seating: Seating): Uint8Array {
  const { crowd, first, seatOf } = seating;
  const fixed = new Uint8Array(crowd.size);
  for (const [table, host] of crowd.hosts.entries()) {
    const seat = first[table]!;
    if (seatOf[host] !== seat) exchangeSeats(seating, seatOf[host]!, seat);
    fixed[seat] = 1;
  }
  return fixed;
}
