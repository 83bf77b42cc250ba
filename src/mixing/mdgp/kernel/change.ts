import { greatest, NEVER, UNKNOWN } from './bounds';
import {
  block,
  bytes,
  change,
  eager,
  gainsOf,
  get,
  groups,
  LANES_BYTES,
  memberAt,
  own,
  rowBytes,
  set,
  size,
  sumsWith,
} from './memory';
import { leaveEmpty, sit } from './place';

/** Exchanges the people of two seats of different groups: 3 · people additions, four at once, and 2 · groups numbers swapped. */
export function exchange(seatA: i32, groupA: i32, seatB: i32, groupB: i32): void {
  const a = get(memberAt, seatA) >> 2;
  const b = get(memberAt, seatB) >> 2;
  sit(b, seatA);
  sit(a, seatB);
  for (let h = 0; h < groups; h++) {
    const table = sumsWith(h);
    const sum = get(table, seatA);
    set(table, seatA, get(table, seatB));
    set(table, seatB, sum);
  }
  const rowA = gainsOf(a);
  const rowB = gainsOf(b);
  for (let at: usize = 0; at < rowBytes; at += LANES_BYTES)
    v128.store(change + at, i32x4.sub(v128.load(rowB + at), v128.load(rowA + at)));
  applyChange(groupA, groupB);
}

/** Moves the person of a seat to another group, and the last of the group left behind to that seat: as much work. */
export function move(seat: i32, from: i32, group: i32): void {
  const person = get(memberAt, seat) >> 2;
  const members = get(size, group);
  const free = group * block + members;
  const last = from * block + get(size, from) - 1;
  set(size, from, get(size, from) - 1);
  set(size, group, members + 1);
  for (let h = 0; h < groups; h++) {
    const table = sumsWith(h);
    set(table, free, get(table, seat));
    set(table, seat, get(table, last));
  }
  sit(get(memberAt, last) >> 2, seat);
  leaveEmpty(last);
  sit(person, free);
  const row = gainsOf(person);
  for (let at: usize = 0; at < rowBytes; at += LANES_BYTES)
    v128.store(change + at, i32x4.neg(v128.load(row + at)));
  applyChange(from, group);
}

/**
 * Adds `change` to everybody's sums with one group and takes it off those with the other. The bounds for joining the two
 * groups come with it; those for leaving them, for which all sums of their members count, wait until asked for.
 */
function applyChange(plus: i32, minus: i32): void {
  const sumsPlus = sumsWith(plus);
  const sumsMinus = sumsWith(minus);
  for (let h = 0; h < groups; h++) {
    let mostPlus = i32x4.splat(NEVER);
    let mostMinus = mostPlus;
    let at = bytes(h * block);
    const end = at + bytes(get(size, h));
    for (; at < end; at += LANES_BYTES) {
      const rise = gather(change, memberAt + at);
      const plusSums = i32x4.add(v128.load(sumsPlus + at), rise);
      const minusSums = i32x4.sub(v128.load(sumsMinus + at), rise);
      const ownSums = v128.load(own + at);
      v128.store(sumsPlus + at, plusSums);
      v128.store(sumsMinus + at, minusSums);
      mostPlus = i32x4.max_s(mostPlus, i32x4.sub(plusSums, ownSums));
      mostMinus = i32x4.max_s(mostMinus, i32x4.sub(minusSums, ownSums));
    }
    set(eager, plus * groups + h, greatest(mostPlus));
    set(eager, minus * groups + h, greatest(mostMinus));
    set(eager, h * groups + plus, UNKNOWN);
    set(eager, h * groups + minus, UNKNOWN);
  }
  set(eager, plus * groups + minus, UNKNOWN);
  set(eager, minus * groups + plus, UNKNOWN);
  takeOwn(plus);
  takeOwn(minus);
}

/** The numbers of a row for the people of four seats. */
export function gather(row: usize, members: usize): v128 {
  const one = v128.load32_zero(row + <usize>load<i32>(members));
  const two = v128.load_lane<i32>(row + <usize>load<i32>(members, 4), one, 1);
  const three = v128.load_lane<i32>(row + <usize>load<i32>(members, 8), two, 2);
  return v128.load_lane<i32>(row + <usize>load<i32>(members, 12), three, 3);
}

/** The sums of a group's members with it are their own. */
function takeOwn(group: i32): void {
  const first = group * block;
  const sumsOfGroup = sumsWith(group);
  for (let seat = first; seat < first + get(size, group); seat++) set(own, seat, get(sumsOfGroup, seat));
}
