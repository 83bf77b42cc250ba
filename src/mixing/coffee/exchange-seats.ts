import type { Random } from '../random.ts';
import type { CoffeeRoom } from './coffee-room.ts';
import type { CoffeePlan } from './plan.ts';
import { pairsCost } from './table-cost.ts';

/** Exchanges tried for a table that could be better, in one pass … */
const TRIES = 40;
/** … and passes over those that still could. */
const PASSES = 8;
/** A table for which nothing better was found in so many passes stays as it is. */
const FRUITLESS_PASSES = 2;
/** Exchanges by chance for each person that make every plan about as likely as any other. */
const STEPS_EACH = 6;

/** Exchanges seats between tables while that makes both together better. Near-linear in the people. */
export function improve(room: CoffeeRoom, { tables, tableOf }: CoffeePlan, random: Random): void {
  if (tables.length < 2) return;
  let waiting = [...tables.keys()];
  for (let pass = 0; pass < PASSES && waiting.length > 0; pass++) {
    const next: number[] = [];
    for (const table of waiting) {
      if (pairsCost(room, tables[table]!) === 0) continue;
      let better = false;
      for (let tries = 0; tries < TRIES && !better; tries++)
        better = exchangeOnce(room, { tables, tableOf }, table, random, (change) => change < 0);
      if (better || pass < FRUITLESS_PASSES) next.push(table);
    }
    waiting = next;
  }
}

/**
 * For drawing by chance alone: exchanges that keep every rule and repeat nobody anew, each way as likely as its
 * opposite, so that in the long run each plan is as likely as any other that can be reached.
 */
export function stir(room: CoffeeRoom, plan: CoffeePlan, random: Random): void {
  if (plan.tables.length < 2) return;
  for (let step = 0; step < STEPS_EACH * room.size; step++)
    exchangeOnce(room, plan, random.below(plan.tables.length), random, (change) => change <= 0);
}

function exchangeOnce(
  room: CoffeeRoom,
  { tables, tableOf }: CoffeePlan,
  table: number,
  random: Random,
  accepts: (change: number) => boolean,
): boolean {
  const other = random.below(tables.length);
  if (other === table) return false;
  const [here, there] = [tables[table]!, tables[other]!];
  const [i, j] = [random.below(here.length), random.below(there.length)];
  const [a, b] = [here[i]!, there[j]!];
  const newHere = here.with(i, b);
  const newThere = there.with(j, a);
  if (!room.mayShare(newHere) || !room.mayShare(newThere)) return false;
  const before = pairsCost(room, here) + pairsCost(room, there);
  if (!accepts(pairsCost(room, newHere) + pairsCost(room, newThere) - before)) return false;
  tables[table] = newHere;
  tables[other] = newThere;
  tableOf[a] = other;
  tableOf[b] = table;
  return true;
}
