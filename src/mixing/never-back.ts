import type { SeatedRound } from './model.ts';
import { forbidden } from './pair-rules.ts';
import type { Question } from './question.ts';
import { understandEachOther } from './tongues.ts';

/**
 * Sees to it that at a world café nobody who moves on comes back to a table they were at, in the rounds done or those
 * to come. Round after round, those who would come back move on to seats that others like them leave, where need be
 * along a chain of people who each move one table on: augmenting paths, so that as few come back as the rounds before
 * allow. Rules are not broken for it, and who stays together stays. Takes time in proportion to the people, and to the
 * tables for each of the few who have to move.
 */
export function neverBack(
  question: Question,
  rounds: readonly SeatedRound[],
  done: readonly SeatedRound[] = [],
): SeatedRound[] {
  const { room, hosts, circles } = question;
  if (hosts.length === 0) return [...rounds];
  const stays = new Uint8Array(room.size);
  for (const person of [...hosts, ...circles.circles.flat()]) stays[person] = 1;
  const been = Array.from({ length: room.size }, (): number[] => []);
  for (const round of done) remember(been, indexed(question, round));
  return rounds.map((round) => {
    const tables = indexed(question, round);
    const moved = moveOn({ question, tables, been, stays });
    remember(been, tables);
    if (!moved) return round;
    const ids = tables.map(({ number, seats }) => ({ number, seats: seats.map((p) => room.ids[p]!) }));
    return { number: round.number, tables: ids };
  });
}

type IndexedTable = { number: number; seats: number[] };

/** A round in which people move on: where everybody has been, and who may not be moved. */
type Moving = { question: Question; tables: IndexedTable[]; been: readonly number[][]; stays: Uint8Array };

function indexed({ room }: Question, { tables }: SeatedRound): IndexedTable[] {
  return tables.map(({ number, seats }) => ({
    number,
    seats: seats.flatMap((id) => room.indexOf.get(id) ?? []),
  }));
}

function remember(been: number[][], tables: readonly IndexedTable[]): void {
  for (const { number, seats } of tables) for (const person of seats) been[person]!.push(number);
}

/** Moves those who came back, in place; false where nobody did. */
function moveOn(moving: Moving): boolean {
  const { tables, been, stays } = moving;
  const back: number[] = [];
  /** tables with a seat that somebody left, once for each */
  const free: number[] = [];
  for (const [t, table] of tables.entries()) {
    const isBack = (person: number) => stays[person] === 0 && been[person]!.includes(table.number);
    const leaving = table.seats.filter(isBack);
    if (leaving.length === 0) continue;
    table.seats = table.seats.filter((person) => !isBack(person));
    for (const person of leaving) {
      back.push(person);
      free.push(t);
    }
  }
  const unseated = back.filter((person) => !seatElsewhere(moving, person, free));
  for (const person of unseated) {
    const found = free.findIndex((table) => keepsRules(moving, person, table));
    const [table] = free.splice(Math.max(0, found), 1);
    tables[table!]!.seats.push(person);
  }
  return back.length > 0;
}

/** Breadth first over tables: who comes to a table, and which one they leave for it, −1 for the person to be seated. */
function seatElsewhere(moving: Moving, person: number, free: number[]): boolean {
  const { tables, stays } = moving;
  const comes = new Int32Array(tables.length);
  const leaves = new Int32Array(tables.length);
  let unreached: number[] | null = null;
  const queue: number[] = [];
  /** The place in `free` of a seat that is open to somebody, once all tables open to them are queued, or −1. */
  const reach = (mover: number, from: number): number => {
    const found = free.findIndex((table) => isOpen(moving, mover, table));
    if (found >= 0) {
      comes[free[found]!] = mover;
      leaves[free[found]!] = from;
      return found;
    }
    unreached ??= Array.from(tables, (_, t) => t);
    unreached = unreached.filter((table) => {
      if (!isOpen(moving, mover, table)) return true;
      comes[table] = mover;
      leaves[table] = from;
      queue.push(table);
      return false;
    });
    return -1;
  };
  let found = reach(person, -1);
  for (let at = 0; found < 0 && at < queue.length; at++) {
    const table = queue[at]!;
    for (const mover of tables[table]!.seats) {
      if (stays[mover] === 1) continue;
      found = reach(mover, table);
      if (found >= 0) break;
    }
  }
  if (found < 0) return false;
  let table = free.splice(found, 1)[0]!;
  for (;;) {
    const [mover, from] = [comes[table]!, leaves[table]!];
    tables[table]!.seats.push(mover);
    if (from < 0) return true;
    tables[from]!.seats.splice(tables[from]!.seats.indexOf(mover), 1);
    table = from;
  }
}

/** Whether somebody may come to a table: they were not there, and no rule keeps them from anybody who sits there. */
function isOpen(moving: Moving, person: number, table: number): boolean {
  return !moving.been[person]!.includes(moving.tables[table]!.number) && keepsRules(moving, person, table);
}

function keepsRules({ question, tables }: Moving, person: number, table: number): boolean {
  const { rules, tongues } = question.pairRules;
  if (rules.length === 0) return true;
  const { seats } = tables[table]!;
  if (seats.some((other) => forbidden(question.pairRules, person, other))) return false;
  return tongues === null || understandEachOther(tongues, [...seats, person]);
}
