import type { History } from './history.ts';
import type { Room } from './room.ts';
import type { RuleIndex } from './rules.ts';
import { metLately } from './score-rounds.ts';

/**
 * What a pair at one table can cost, the most important first; a plan is judged by the sums of these seven, compared
 * from the left, so that no number of later wishes ever buys an earlier one.
 */
export const AIM = {
  rule: 0,
  repeat: 1,
  oldRepeat: 2,
  sameUnit: 3,
  sameLocation: 4,
  sameGrade: 5,
  twoSeniors: 6,
} as const;

/** How many aims there are. */
export const AIM_COUNT = 7;

/** Bits of a pair's class, one an aim; `TOGETHER` marks a pair that a rule wants at one table (its cost is negative). */
export const BIT = {
  apart: 1,
  lately: 2,
  longAgo: 4,
  unit: 8,
  location: 16,
  grade: 32,
  seniors: 64,
  together: 128,
};

/** The class of every pair: `classes[a * n + b]` holds the bits of what the two have in common. n² bytes. */
export function pairClasses(room: Room, history: History, rules: RuleIndex, today: number): Uint8Array {
  const n = room.size;
  const classes = new Uint8Array(n * n);
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) {
      let bits = 0;
      if (room.unit[a] === room.unit[b]) bits |= BIT.unit;
      if (room.location[a] === room.location[b]) bits |= BIT.location;
      if (room.grade[a] === room.grade[b] && room.grade[a]! >= 0) bits |= BIT.grade;
      if (room.senior[a] === 1 && room.senior[b] === 1) bits |= BIT.seniors;
      classes[a * n + b] = bits;
    }
    for (let k = history.start[a]!; k < history.start[a + 1]!; k++) {
      const b = history.partner[k]!;
      if (b > a) classes[a * n + b]! |= metLately(history.day[k]!, today) ? BIT.lately : BIT.longAgo;
    }
  }
  for (const [a, b] of rules.apart) classes[Math.min(a, b) * n + Math.max(a, b)]! |= BIT.apart;
  for (const [a, b] of rules.together) classes[Math.min(a, b) * n + Math.max(a, b)] = BIT.together;
  for (let a = 0; a < n; a++) for (let b = 0; b < a; b++) classes[a * n + b] = classes[b * n + a]!;
  return classes;
}

/** Weighs aims so that, within one exchange of two people, an aim outweighs all later ones together. */
export type AimWeights = { weights: Float64Array; table: Float64Array; active: number[] };

/**
 * An exchange changes each sum by at most 2(s − 1) either way, so digits to the base 4s − 3 never carry. Beyond this
 * base doubles would lose the last aims; tables that large only ever compare approximately inside the search.
 */
const BASE_MAX = 128;

/** The base of weights that blend: an aim outweighs the next but not many pairs of it. For ways through the search, never for judging. */
export const BLENDING_BASE = 2;

/** Weights for the aims that occur in these classes, by default so that none buys an earlier one; `repeat` always does when there is more than one round. */
export function aimWeights(
  classes: Uint8Array,
  seatsMax: number,
  rounds: number,
  base = Math.min(BASE_MAX, 4 * seatsMax - 3),
): AimWeights {
  let seen = rounds > 1 ? BIT.lately : 0;
  for (let k = 0; k < classes.length; k++) seen |= classes[k]!;
  const present = [
    (seen & (BIT.apart | BIT.together)) !== 0,
    (seen & BIT.lately) !== 0,
    (seen & BIT.longAgo) !== 0,
    (seen & BIT.unit) !== 0,
    (seen & BIT.location) !== 0,
    (seen & BIT.grade) !== 0,
    (seen & BIT.seniors) !== 0,
  ];
  const active: number[] = [];
  for (let aim = 0; aim < AIM_COUNT; aim++) if (present[aim]) active.push(aim);
  const weights = new Float64Array(AIM_COUNT);
  active.forEach((aim, place) => {
    weights[aim] = base ** (active.length - 1 - place);
  });
  const table = Float64Array.from({ length: 256 }, (_, bits) => {
    if ((bits & BIT.together) !== 0) return -weights[AIM.rule]!;
    let sum = 0;
    for (let aim = 0; aim < AIM_COUNT; aim++) if ((bits & (1 << aim)) !== 0) sum += weights[aim]!;
    return sum;
  });
  return { weights, table, active };
}
