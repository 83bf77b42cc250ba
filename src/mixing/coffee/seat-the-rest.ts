import type { Random } from '../random.ts';
import { augment } from './augment.ts';
import type { CoffeeRoom } from './coffee-room.ts';
import { COOLDOWN_ROUNDS } from './model.ts';
import { addTable, alone, type CoffeePlan, emptyPlan, joinTable } from './plan.ts';

/** Up to so many people a partner is found wherever there is one; beyond, by trying some. */
const SEARCHED_MAX = 1_500;
/** Tables tried at random for somebody who has none, in a crowd. */
const TRIES = 2_000;
/** Of those left, so many are asked whether they take whom a split pair sets free. */
const LEFT_TRIED = 20;

/**
 * Seats whom a first plan left alone. Pairs are re-paired, first without a repeat, then with ever fresher ones until
 * nobody more can be had by a shorter cooldown; who is alone then joins a table, the least repeated one. Who still has
 * nobody stays alone. Gives the plan.
 */
export function seatTheRest(room: CoffeeRoom, first: CoffeePlan, random: Random): CoffeePlan {
  let plan = first;
  const isFirst = (place: number): boolean => room.people[place]!.leftOut === true;
  for (let cooldown = COOLDOWN_ROUNDS; cooldown >= 0; cooldown--) {
    const waiting = alone(plan, isFirst);
    if (waiting.length === 0) return plan;
    const isNew = (a: number, b: number): boolean => {
      const rounds = room.roundsAgo(a, b);
      return rounds === 0 || rounds > cooldown;
    };
    if (waiting.length > 1) {
      const mayPair = (a: number, b: number): boolean => isNew(a, b) && room.mayMeet(a, b);
      if (room.tableSize === 2 && room.size <= SEARCHED_MAX) plan = repair(plan, waiting, mayPair);
      else exchangeForThem(plan, waiting, mayPair, room, random);
    }
    const left = alone(plan, isFirst);
    // An odd number needs a table of one more, at any cooldown; more of them only once no pairing helps.
    if (room.tableSize > 2 || cooldown === 0 || left.length === 1)
      for (const place of left) joinAny(room, plan, place, isNew, random);
  }
  for (const place of alone(plan, isFirst)) joinInTurn(room, plan, place);
  return plan;
}

/** Pairs alone are re-paired; tables of three or more stay as they are. */
function repair(plan: CoffeePlan, waiting: number[], mayPair: (a: number, b: number) => boolean): CoffeePlan {
  const mate = new Int32Array(plan.tableOf.length).fill(-1);
  const larger = plan.tables.filter((seats) => seats.length > 2);
  const seated = new Set(larger.flat());
  for (const seats of plan.tables) {
    if (seats.length !== 2) continue;
    mate[seats[0]!] = seats[1]!;
    mate[seats[1]!] = seats[0]!;
  }
  const may = (a: number, b: number): boolean => !seated.has(a) && !seated.has(b) && mayPair(a, b);
  let changed = false;
  for (const place of waiting) if (mate[place] === -1 && augment(place, mate, may)) changed = true;
  if (!changed) return plan;
  const repaired = emptyPlan(plan.tableOf.length);
  for (const seats of larger) addTable(repaired, seats);
  for (const [place, partner] of mate.entries()) if (partner > place) addTable(repaired, [place, partner]);
  return repaired;
}

/** In a crowd: two who are alone form a pair, or each takes one of a pair that is split for them. */
function exchangeForThem(
  plan: CoffeePlan,
  waiting: number[],
  mayPair: (a: number, b: number) => boolean,
  room: CoffeeRoom,
  random: Random,
): void {
  const left = [...waiting];
  while (left.length > 1) {
    const place = left.shift()!;
    const partner = left.slice(0, TRIES).findIndex((other) => mayPair(place, other));
    if (partner !== -1) addTable(plan, [place, ...left.splice(partner, 1)]);
    else if (room.tableSize === 2) splitForTwo(plan, place, left, mayPair, random);
  }
}

/** Takes a pair apart for somebody and one of those left, who is taken from the list; nothing where no pair tried will do. */
function splitForTwo(
  plan: CoffeePlan,
  place: number,
  left: number[],
  mayPair: (a: number, b: number) => boolean,
  random: Random,
): void {
  for (let tries = 0; tries < TRIES && plan.tables.length > 0; tries++) {
    const table = random.below(plan.tables.length);
    const pair = plan.tables[table]!;
    if (pair.length !== 2) continue;
    const kept = pair.find((one) => mayPair(place, one));
    if (kept === undefined) continue;
    const freed = pair.find((one) => one !== kept)!;
    const k = left.slice(0, LEFT_TRIED).findIndex((one) => mayPair(one, freed));
    if (k === -1) continue;
    plan.tables[table] = [place, kept];
    plan.tableOf[place] = table;
    addTable(plan, [freed, ...left.splice(k, 1)]);
    return;
  }
}

/** Seats somebody at a table where nobody is a repeat to them, if one of those tried allows it. */
function joinAny(
  room: CoffeeRoom,
  plan: CoffeePlan,
  place: number,
  isNew: (a: number, b: number) => boolean,
  random: Random,
): void {
  const { tables } = plan;
  if (tables.length === 0) return;
  const start = random.below(tables.length);
  const tries = Math.min(tables.length, TRIES);
  for (const most of [room.tableSize - 1, room.tableSize]) {
    for (let k = 0; k < tries; k++) {
      const table = (start + k) % tables.length;
      const seats = tables[table]!;
      if (seats.length > most || !seats.every((seat) => isNew(seat, place))) continue;
      if (!room.mayShare([...seats, place])) continue;
      joinTable(plan, place, table);
      return;
    }
  }
}

/** Somebody takes another's seat who then finds a table; or any table of the right size that the hard rules allow. */
function joinInTurn(room: CoffeeRoom, plan: CoffeePlan, place: number): void {
  const { tables, tableOf } = plan;
  const free = tables.findIndex(
    (seats) => seats.length <= room.tableSize && room.mayShare([...seats, place]),
  );
  if (free !== -1) {
    joinTable(plan, place, free);
    return;
  }
  if (room.size > SEARCHED_MAX) return;
  for (const [table, seats] of tables.entries()) {
    for (const [k, other] of seats.entries()) {
      const without = seats.filter((seat) => seat !== other);
      if (!room.mayShare([...without, place])) continue;
      const next = tables.findIndex(
        (there, at) => at !== table && there.length <= room.tableSize && room.mayShare([...there, other]),
      );
      if (next === -1) continue;
      seats[k] = place;
      tableOf[place] = table;
      joinTable(plan, other, next);
      return;
    }
  }
}
