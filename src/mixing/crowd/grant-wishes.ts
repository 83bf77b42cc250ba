import { exchangeCost } from './exchange-cost.ts';
import type { Mending } from './mend.ts';
import { exchangeSeats } from './seating.ts';

/** Seats people with those they asked for, where an exchange onto that table helps the whole. */
export function grantWishes(state: Mending): void {
  const { crowd, seatOf, tableOfSeat } = state;
  if (crowd.wishes === null) return;
  const { start, partner, day: weight } = crowd.wishes.rows;
  for (let person = 0; person < crowd.size; person++)
    for (let k = start[person]!; k < start[person + 1]!; k++) {
      const table = tableOfSeat[seatOf[partner[k]!]!]!;
      if (weight[k]! > 0 && tableOfSeat[seatOf[person]!] !== table) joinTable(state, person, table);
    }
}

function joinTable(state: Mending, person: number, table: number): void {
  const { first, fixed, seatOf } = state;
  const own = seatOf[person]!;
  if (fixed?.[own] === 1) return;
  for (let seat = first[table]!; seat < first[table + 1]!; seat++) {
    if (fixed?.[seat] === 1 || exchangeCost(state, own, seat) >= 0) continue;
    exchangeSeats(state, own, seat);
    return;
  }
}
