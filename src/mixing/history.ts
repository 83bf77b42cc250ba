import { dayNumber, NEW_AGAIN_AFTER_DAYS } from './days.ts';
import { type AddMeeting, MetColumns } from './met-columns.ts';
import type { Meetings } from './model.ts';
import type { Room } from './room.ts';

/**
 * Who met whom as a sparse matrix (compressed rows): the partners of person i are
 * `partner[start[i]] … partner[start[i + 1] − 1]`, ascending, with the day of the last meeting beside them.
 */
export type History = { start: Int32Array; partner: Int32Array; day: Int32Array };

/** Given for a pair that never met. */
export const NEVER = -2147483648;

/** Indexes meetings among those in the room; meetings with anybody else are left out, the latest of each pair stays. */
export function indexHistory(room: Room, met: Meetings): History {
  const first = new Int32Array(2 * met.length);
  const second = new Int32Array(2 * met.length);
  const days = new Int32Array(2 * met.length);
  let length = 0;
  const add: AddMeeting = (i, j, day) => {
    first[length] = second[length + 1] = i;
    first[length + 1] = second[length] = j;
    days[length] = days[length + 1] = day;
    length += 2;
  };
  if (met instanceof MetColumns) met.among(room, add);
  else among(room, met, add);
  return compress(room.size, first.subarray(0, length), second.subarray(0, length), days.subarray(0, length));
}

function among(room: Room, met: Meetings, add: AddMeeting): void {
  const known = new Map<string, number>();
  for (const { a, b, metOn } of met) {
    const i = room.indexOf.get(a);
    const j = room.indexOf.get(b);
    if (i === undefined || j === undefined || i === j) continue;
    let day = known.get(metOn);
    if (day === undefined) {
      day = dayNumber(metOn);
      known.set(metOn, day);
    }
    add(i, j, day);
  }
}

/**
 * Builds the rows by two stable counting sorts, first by partner, then by person: linear in people and meetings.
 * Each meeting must be given in both directions.
 */
export function compress(people: number, from: Int32Array, to: Int32Array, days: Int32Array): History {
  const byPartner = stableOrder(people, to, null);
  const { order, start } = stableOrder(people, from, byPartner.order);
  const partner = new Int32Array(order.length);
  const day = new Int32Array(order.length);
  const packedStart = new Int32Array(people + 1);
  let length = 0;
  for (let person = 0; person < people; person++) {
    packedStart[person] = length;
    const rowStart = length;
    for (let k = start[person]!; k < start[person + 1]!; k++) {
      const meeting = order[k]!;
      const other = to[meeting]!;
      if (length > rowStart && partner[length - 1] === other) {
        if (days[meeting]! > day[length - 1]!) day[length - 1] = days[meeting]!;
        continue;
      }
      partner[length] = other;
      day[length] = days[meeting]!;
      length++;
    }
  }
  packedStart[people] = length;
  return { start: packedStart, partner: partner.subarray(0, length), day: day.subarray(0, length) };
}

function stableOrder(people: number, keys: Int32Array, before: Int32Array | null) {
  const start = new Int32Array(people + 1);
  for (let k = 0; k < keys.length; k++) start[keys[k]! + 1]!++;
  for (let i = 0; i < people; i++) start[i + 1]! += start[i]!;
  const next = start.slice();
  const order = new Int32Array(keys.length);
  for (let k = 0; k < keys.length; k++) {
    const item = before === null ? k : before[k]!;
    order[next[keys[item]!]!++] = item;
  }
  return { order, start };
}

/** The day number of the pair's last meeting, or `NEVER`. Costs the logarithm of how many people `a` has met. */
export function lastMet(history: History, a: number, b: number): number {
  let low = history.start[a]!;
  let high = history.start[a + 1]! - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = history.partner[middle]!;
    if (found === b) return history.day[middle]!;
    if (found < b) low = middle + 1;
    else high = middle - 1;
  }
  return NEVER;
}

/** Whether a last meeting on that day (or `NEVER`) is too recent for the pair to count as new. */
export const metLately = (metOn: number, today: number): boolean =>
  metOn !== NEVER && today - metOn <= NEW_AGAIN_AFTER_DAYS;
