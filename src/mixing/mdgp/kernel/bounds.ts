import { block, bytes, eager, get, groups, LANES_BYTES, own, set, size, sumsWith } from './memory';

/**
 * The own gains of an empty seat. `wholeGains` keeps the sums of a person's gains with a group below 2²⁴, so that what
 * anybody gains by a change is within ±2²⁵, less twice a gain within ±2²⁶. An empty seat, whose sum is that of a person who
 * left it or 0, gains less than −2²⁷: less than anybody.
 */
export const EMPTY: i32 = 1 << 28;
/** Above what anybody gains: a bound not counted since one of its two groups changed. With 2²⁵ added it stays below 2³¹. */
export const UNKNOWN: i32 = 1 << 30;
/** Below what anybody gains, empty seats too: the bound of a group without members. */
export const NEVER: i32 = -(1 << 30);

/** The greatest of four. */
export function greatest(four: v128): i32 {
  const two = i32x4.max_s(four, v128.shuffle<i32>(four, four, 2, 3, 0, 1));
  return i32x4.extract_lane(i32x4.max_s(two, v128.shuffle<i32>(two, two, 1, 0, 3, 2)), 0);
}

/** Counts a bound afresh, in size/4 steps: the most that anybody of group `from` gains by joining `group`. */
export function countEager(group: i32, from: i32): i32 {
  let at = bytes(from * block);
  const end = at + bytes(get(size, from));
  const sumsOfGroup = sumsWith(group);
  let four = i32x4.splat(NEVER);
  for (; at < end; at += LANES_BYTES)
    four = i32x4.max_s(four, i32x4.sub(v128.load(sumsOfGroup + at), v128.load(own + at)));
  const most = greatest(four);
  set(eager, group * groups + from, most);
  return most;
}
