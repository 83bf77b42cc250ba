import { countEager, UNKNOWN } from './bounds';
import { leastGain, seedChance } from './chance';
import { exchange, gather, move } from './change';
import {
  block,
  bytes,
  eager,
  gainsOf,
  get,
  groups,
  LANES_BYTES,
  leastTwice,
  low,
  memberAt,
  own,
  people,
  seatOf,
  size,
  sumsWith,
  up,
} from './memory';

/** Rows, the proposals of one person each, at one temperature. */
const ROWS_PER_TEMPERATURE: i64 = 16;
/** The work of a change taken, for each of the people; a sum of gains looked up is 1. */
const TAKEN_STEPS: f64 = 3;
const NOBODY: i32 = -1;

let hot: f64 = 0;
/** The logarithm of the last temperature's part of the first. */
let cooling: f64 = 0;
let steps: f64 = 0;
let temperature: f32 = 0;
/** What was done since `begin`. */
let stepsUsed: f64 = 0;
let rows: i64 = 0;
let taken: i64 = 0;
/** Rows since the last change was taken, its own row too. */
let idleRows: i32 = 0;
/** Whose row is next. */
let next: i32 = 0;

export function used(): f64 {
  return stepsUsed;
}

export function accepted(): f64 {
  return <f64>taken;
}

export function proposals(): f64 {
  return <f64>rows * <f64>(people + groups);
}

/**
 * Prepares a cooling from `hotFirst`, at most 2²⁶, to `coldLast` in so many steps; with `hotFirst` 0 only gains are taken.
 * A loss borne is then below 23 · 2²⁶: with what is added to it, and taken off, it fits 32 bits.
 */
export function begin(hotFirst: f64, coldLast: f64, stepsMax: f64, seed: i32): void {
  hot = hotFirst;
  cooling = hot === 0 ? 0 : Math.log(coldLast / hotFirst);
  steps = stepsMax;
  temperature = <f32>hotFirst;
  seedChance(seed);
  stepsUsed = 0;
  rows = 0;
  taken = 0;
  idleRows = 0;
  next = 0;
}

/**
 * Anneals for about so many more steps, ended by the row that goes beyond. True when it is over: all steps are used, or,
 * where only gains are taken, everybody has been asked since the last one.
 */
export function anneal(more: f64): bool {
  const pause = Math.min(steps, stepsUsed + more);
  while (stepsUsed < pause) {
    if (hot === 0) {
      if (idleRows > people) return true;
    } else if (rows % ROWS_PER_TEMPERATURE === 0) {
      temperature = <f32>(hot * Math.exp(cooling * (stepsUsed / steps)));
    }
    proposeRow(next);
    rows++;
    idleRows++;
    if (++next === people) next = 0;
  }
  return stepsUsed >= steps;
}

/**
 * A move of person a to each group, or an exchange with the first of its members that gains enough. All of these share
 * one random loss that is borne, until one is taken. Most groups are passed over whole: what a gains by going, the most
 * that anybody there gains by coming, and twice the least gain of a, which the two would lose as a pair, fall short of it.
 */
function proposeRow(a: i32): void {
  const row = gainsOf(a);
  const pairLeast = get(leastTwice, a);
  let seat = get(seatOf, a);
  let group = seat / block;
  let ownGains = get(own, seat);
  let least = hot === 0 ? 1 : leastGain(temperature);
  stepsUsed += <f64>groups;
  for (let h = 0; h < groups; h++) {
    if (h === group) continue;
    const going = get(sumsWith(h), seat) - ownGains;
    if (going >= least && get(size, h) < get(up, h) && get(size, group) > get(low, group)) {
      move(seat, group, h);
    } else {
      const coming = get(eager, group * groups + h);
      if (going + coming < least + pairLeast) continue;
      stepsUsed += <f64>get(size, h);
      if (coming === UNKNOWN && going + countEager(group, h) < least + pairLeast) continue;
      const partner = findPartner(row, group, h, least - going);
      if (partner === NOBODY) continue;
      exchange(seat, group, partner, h);
    }
    seat = get(seatOf, a);
    group = h;
    ownGains = get(own, seat);
    if (hot !== 0) least = leastGain(temperature);
    stepsUsed += TAKEN_STEPS * <f64>people;
    taken++;
    idleRows = 0;
  }
}

/**
 * The first seat of group h whose person gains at least so much by coming to `group` without the one of `row`. Where
 * an empty seat passes, for less than −2²⁷ is asked, the members before it pass too: it is never the first.
 */
function findPartner(row: usize, group: i32, h: i32, least: i32): i32 {
  const four = i32x4.splat(least);
  const sumsOfGroup = sumsWith(group);
  let at = bytes(h * block);
  const end = at + bytes(get(size, h));
  for (; at < end; at += LANES_BYTES) {
    const coming = i32x4.sub(v128.load(sumsOfGroup + at), v128.load(own + at));
    const pairs = i32x4.shl(gather(row, memberAt + at), 1);
    const passing = i32x4.bitmask(i32x4.ge_s(i32x4.sub(coming, pairs), four));
    if (passing) return <i32>(at >> 2) + ctz(passing);
  }
  return NOBODY;
}
