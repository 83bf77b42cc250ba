import { EMPTY, UNKNOWN } from './bounds';
import {
  block,
  bytes,
  change,
  eager,
  gainsOf,
  get,
  groupOf,
  groups,
  LANES_BYTES,
  memberAt,
  own,
  people,
  rowBytes,
  seatOf,
  seats,
  set,
  size,
  sumsWith,
} from './memory';

/** Seats everybody in the groups of `groupOf` and sums the gains afresh: people² additions, four at once. */
export function place(): void {
  memory.fill(size, 0, bytes(groups));
  for (let seat = 0; seat < seats; seat++) leaveEmpty(seat);
  for (let k = 0; k < groups * groups; k++) set(eager, k, UNKNOWN);
  for (let person = 0; person < people; person++) {
    const group = get(groupOf, person);
    const members = get(size, group);
    sit(person, group * block + members);
    set(size, group, members + 1);
  }
  for (let group = 0; group < groups; group++) sumGains(group);
}

/** Writes the groups that people sit in to `groupOf`. */
export function give(): void {
  for (let person = 0; person < people; person++) set(groupOf, person, get(seatOf, person) / block);
}

/** Twice the sum of all pairs inside groups. */
export function twiceObjective(): f64 {
  let sum: f64 = 0;
  for (let person = 0; person < people; person++) sum += <f64>get(own, get(seatOf, person));
  return sum;
}

export function sit(person: i32, seat: i32): void {
  set(memberAt, seat, person << 2);
  set(seatOf, person, seat);
}

export function leaveEmpty(seat: i32): void {
  set(memberAt, seat, people << 2);
  set(own, seat, EMPTY);
}

/** Everybody's sum of gains with one group: its members' rows are added up in `change`, then dealt out to the seats. */
function sumGains(group: i32): void {
  memory.fill(change, 0, rowBytes);
  const first = group * block;
  const sumsOfGroup = sumsWith(group);
  for (let seat = first; seat < first + get(size, group); seat++) {
    const row = gainsOf(get(memberAt, seat) >> 2);
    for (let at: usize = 0; at < rowBytes; at += LANES_BYTES)
      v128.store(change + at, i32x4.add(v128.load(change + at), v128.load(row + at)));
  }
  for (let person = 0; person < people; person++) {
    const seat = get(seatOf, person);
    set(sumsOfGroup, seat, get(change, person));
    if (seat >= first && seat < first + block) set(own, seat, get(change, person));
  }
}
