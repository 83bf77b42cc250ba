import { indexes, type Random, shuffle } from '../random.ts';
import type { CoffeeRoom } from './coffee-room.ts';
import { addTable, type CoffeePlan, emptyPlan } from './plan.ts';
import { pairsCost } from './table-cost.ts';
import { everybodyWaits, look, take, type Waiting, waits } from './waiting.ts';

/** So many people at random are looked at for a seat before the best of them takes it … */
const LOOKS = 24;
/** … and so many more where none of them may sit there. */
const LOOKS_FOR_ANY = 1_000;

/**
 * A first plan in time linear in the people: one after the other, those who had nobody before and whom the mode is
 * about first, fills a table with the best of a few who wait. No pair within the cooldown; who finds nobody waits on.
 */
export function fillTables(room: CoffeeRoom, sizes: Int32Array, random: Random): CoffeePlan {
  const plan = emptyPlan(room.size);
  const waiting = everybodyWaits(room, random);
  const ranks = Uint8Array.from(indexes(room.size), (place) => rank(room, place));
  const order = shuffle(indexes(room.size), random).sort((one, other) => ranks[one]! - ranks[other]!);
  for (const place of order) {
    if (!waits(waiting, place)) continue;
    const seats = fillTable(room, place, {
      size: sizes[plan.tables.length] ?? room.tableSize,
      waiting,
      random,
    });
    if (seats.length > 1) addTable(plan, seats);
  }
  return plan;
}

/** Rare kinds choose first, so that each table gets one of them. */
function rank({ people, mode }: CoffeeRoom, place: number): number {
  const { leftOut, senior, newcomer } = people[place]!;
  if (mode === 'senior-lottery' && senior === true) return 0;
  if (leftOut === true) return 1;
  return mode === 'newcomer' && newcomer === true ? 2 : 3;
}

type Filling = { size: number; waiting: Waiting; random: Random };

/** A table around somebody; they alone where nobody was found to sit with them. */
function fillTable(room: CoffeeRoom, first: number, filling: Filling): number[] {
  const seats = [first];
  take(filling.waiting, first);
  while (seats.length < filling.size) {
    const best = bestOf(room, seats, filling);
    if (best === -1) break;
    take(filling.waiting, best);
    seats.push(best);
  }
  return seats;
}

function bestOf(room: CoffeeRoom, seats: number[], { waiting, random }: Filling): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  const already = pairsCost(room, seats);
  for (let turn = 0; turn < LOOKS_FOR_ANY && (turn < LOOKS || best === -1); turn++) {
    const place = look(waiting, room, seats[0]!, { turn, random });
    if (place === -1 || seats.some((seat) => room.roundsAgo(seat, place) > 0)) continue;
    const table = [...seats, place];
    if (!room.mayShare(table)) continue;
    const cost = pairsCost(room, table) - already;
    if (cost < least) [best, least] = [place, cost];
    if (cost <= 0) break;
  }
  return best;
}
