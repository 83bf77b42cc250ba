import type { Random } from '../random.ts';
import type { CoffeeRoom } from './coffee-room.ts';
import { ALONE, ALONE_AGAIN, tableCost } from './table-cost.ts';

/** Up to so many people all plans of pairs are compared, and of larger tables; the work doubles with each further one. */
export const EXACT_PAIRS_MAX = 14;
export const EXACT_GROUPS_MAX = 10;

/** A table as bits of places, with what it costs. */
type Choice = { seats: number; cost: number };

/**
 * The best plan of all, by comparing all: for each set of people the least cost and how many plans have it, the tables
 * of whoever comes first in it being tried in turn (dynamic programming over subsets). Of the best plans each is
 * equally likely. Time and memory: 2ⁿ sets.
 */
export function drawExactly(room: CoffeeRoom, random: Random): number[][] {
  const choices = Array.from({ length: room.size }, (_, first) => choicesOf(room, first));
  const sets = 1 << room.size;
  const least = new Float64Array(sets);
  const plans = new Float64Array(sets);
  plans[0] = 1;
  for (let set = 1; set < sets; set++) {
    least[set] = Number.POSITIVE_INFINITY;
    for (const { seats, cost } of choices[firstOf(set)]!) {
      if ((seats & set) !== seats) continue;
      const total = cost + least[set ^ seats]!;
      if (total > least[set]!) continue;
      plans[set] = plans[set ^ seats]! + (total === least[set] ? plans[set]! : 0);
      least[set] = total;
    }
  }
  const tables: number[][] = [];
  for (let set = sets - 1; set > 0; ) {
    let chosen = random.unit() * plans[set]!;
    let taken = 0;
    for (const { seats, cost } of choices[firstOf(set)]!) {
      if ((seats & set) !== seats || cost + least[set ^ seats]! !== least[set]) continue;
      taken = seats;
      chosen -= plans[set ^ seats]!;
      if (chosen < 0) break;
    }
    tables.push(placesOf(taken));
    set ^= taken;
  }
  return tables;
}

/** Every table in which this place is the first one, and being left alone. */
function choicesOf(room: CoffeeRoom, first: number): Choice[] {
  const alone = room.people[first]!.leftOut === true ? ALONE_AGAIN : ALONE;
  const choices: Choice[] = [{ seats: 1 << first, cost: alone }];
  const grow = (seats: number[]): void => {
    for (let next = seats.at(-1)! + 1; next < room.size; next++) {
      const table = [...seats, next];
      if (!table.slice(0, -1).every((seat) => room.mayMeet(seat, next))) continue;
      if (room.mayShare(table)) {
        const bits = table.reduce((set, seat) => set | (1 << seat), 0);
        choices.push({ seats: bits, cost: tableCost(room, table) });
      }
      if (table.length <= room.tableSize) grow(table);
    }
  };
  grow([first]);
  return choices;
}

const firstOf = (set: number): number => 31 - Math.clz32(set & -set);

function placesOf(set: number): number[] {
  const places: number[] = [];
  for (let place = 0; set >> place > 0; place++) if ((set >> place) & 1) places.push(place);
  return places;
}
