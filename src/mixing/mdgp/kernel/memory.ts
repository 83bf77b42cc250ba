/** Numbers have 32 bits, so many are handled at once, and every table begins at a line of the cache. */
const NUMBER_BYTES: u64 = 4;
const LANES: i32 = 4;
export const LANES_BYTES: usize = 16;
const LINE_BYTES: u64 = 64;

export let people: i32 = 0;
export let groups: i32 = 0;
/** Seats of each group: the most members it may have, rounded up to fours. Group g has the seats from `g * block` on. */
export let block: i32 = 0;
/** Seats of all groups. */
export let seats: i32 = 0;
/** Bytes of one person's gains: one with each of the people, then at least one 0, with nobody. */
export let rowBytes: usize = 0;

/** `gain[i][j]`: a row for each person. */
export let gain: usize = 0;
/** `leastTwice[i]`: twice the least gain of person i with anybody. */
export let leastTwice: usize = 0;
/** `low[g]`, `up[g]`: fewest and most members of group g. */
export let low: usize = 0;
export let up: usize = 0;
/** `groupOf[i]`: read by `place`, written by `give`; in between only seats count. */
export let groupOf: usize = 0;
/** `size[g]`: the members of group g have the first so many of its seats. */
export let size: usize = 0;
/** `seatOf[i]`: the seat of person i. */
export let seatOf: usize = 0;
/** `memberAt[s]`: where in a row of gains the person of seat s stands, in bytes; behind the people for an empty seat. */
export let memberAt: usize = 0;
/** `sums[g][s]`: the sum of the gains of the person of seat s, or of who left it, with the members of group g. */
export let sums: usize = 0;
/** `own[s]`: the same with the members of the own group; EMPTY for an empty seat. */
export let own: usize = 0;
/** `eager[g][h]`: the most that anybody of group h gains by joining group g, own gains lost, or UNKNOWN. */
export let eager: usize = 0;
/** `change[j]`: what the gains with person j of a group that is being changed rise by. */
export let change: usize = 0;

/** Where the tables laid out so far end; beyond 32 bits where they do not fit. */
let top: u64 = 0;

/**
 * Lays out the tables of an instance, groups having at most `sizeMax` members, and gives the bytes they need: memory has
 * to be grown to that before anything else is called. Once, for gains with nobody rely on memory being 0 at first.
 */
export function layOut(instancePeople: i32, instanceGroups: i32, sizeMax: i32): f64 {
  people = instancePeople;
  groups = instanceGroups;
  block = (sizeMax + LANES - 1) & ~(LANES - 1);
  const row = (people + LANES) & ~(LANES - 1);
  rowBytes = bytes(row);
  const seatsAll = <u64>groups * <u64>block;
  seats = <i32>seatsAll;
  top = <u64>__heap_base;
  gain = table(<u64>row * people);
  leastTwice = table(people);
  low = table(groups);
  up = table(groups);
  groupOf = table(people);
  size = table(groups);
  seatOf = table(people);
  memberAt = table(seatsAll);
  sums = table(<u64>groups * seatsAll);
  own = table(seatsAll);
  eager = table(<u64>groups * groups);
  change = table(row);
  return <f64>top;
}

function table(numbers: u64): usize {
  const at = (top + LINE_BYTES - 1) & ~(LINE_BYTES - 1);
  top = at + numbers * NUMBER_BYTES;
  return <usize>at;
}

/** The bytes that so many numbers take. */
export function bytes(numbers: i32): usize {
  return (<usize>numbers) << 2;
}

/** Number `i` of a table. */
export function get(table: usize, i: i32): i32 {
  return load<i32>(table + bytes(i));
}

export function set(table: usize, i: i32, value: i32): void {
  store<i32>(table + bytes(i), value);
}

/** The gains of one person with everybody. */
export function gainsOf(person: i32): usize {
  return gain + <usize>person * rowBytes;
}

/** The sums of everybody's gains with one group, seat by seat. */
export function sumsWith(group: i32): usize {
  return sums + <usize>group * bytes(seats);
}
