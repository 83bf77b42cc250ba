import type { MdgpInstance } from './instance.ts';

/**
 * The gains as whole numbers, so that sums are exact and cheap: decimals times a power of ten where that is exact, as
 * in all of MDGPLIB; otherwise rounded to as many binary places as fit.
 */
export type WholeGains = {
  /** what the gains were multiplied by */
  scale: number;
  /** `gain[i * people + j]`, symmetric, 0 on the diagonal */
  gain: Int32Array;
  /** the least gain of each person with anybody */
  gainLeast: Int32Array;
};

/** Decimal places looked for. */
const PLACES_MAX = 6;
/** A decimal in binary is off by less than this part of it after scaling. */
const ROUNDING = 1e-12;
/**
 * What the gains of a person with a whole group stay below, so that all that the kernel counts fits 32 bits: an exchange
 * changes four such sums, so the mean change, the first temperature, is at most 2²⁶, and a loss borne at it is below 23 times that.
 */
const SUM_MAX = 2 ** 24;

/** The gains of an instance as whole numbers. */
export function wholeGains({ people, up, gain }: MdgpInstance): WholeGains {
  const members = up.reduce((most, bound) => Math.max(most, bound), 1);
  const largest = gain.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scaleMax = largest === 0 ? 1 : SUM_MAX / (largest * Math.min(members, people));
  let scale = 1;
  while (scale < 10 ** PLACES_MAX && !gain.every((value) => isWhole(value * scale))) scale *= 10;
  if (scale > scaleMax || !gain.every((value) => isWhole(value * scale)))
    scale = 2 ** Math.floor(Math.log2(scaleMax));
  const whole = Int32Array.from(gain, (value) => Math.round(value * scale));
  const gainLeast = Int32Array.from({ length: people }, (_, i) =>
    whole
      .subarray(i * people, (i + 1) * people)
      .reduce((least, value, j) => (j === i ? least : Math.min(least, value)), SUM_MAX),
  );
  return { scale, gain: whole, gainLeast };
}

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) <= ROUNDING * Math.abs(value);
