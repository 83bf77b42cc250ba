import { bytes } from './memory';

/** The constants of a linear congruential generator of full period 2³² (Knuth; Press et al. 1992, `ranqd1`). */
const MULTIPLIER: i32 = 1664525;
const INCREMENT: i32 = 1013904223;
/** Spreads seeds: the prime nearest to 2³² divided by the golden ratio (Knuth). */
const GOLDEN_PRIME: i32 = <i32>0x9e3779b1;
const LN2 = <f32>Math.LN2;
/** ln u for u from ½ to 1, tabulated when the module starts. */
const LOSSES: i32 = 1024;
const losses = memory.data(1024 * 4);
for (let k = 0; k < LOSSES; k++)
  store<f32>(losses + bytes(k), <f32>Math.log((1 + (<f64>k + 0.5) / <f64>LOSSES) / 2));
/** Of a random number the bits behind its first 1, shifted down to these, choose the loss in the table. */
const LOSSES_SHIFT: i32 = 21;

let chance: i32 = 0;

export function seedChance(seed: i32): void {
  chance = (seed * GOLDEN_PRIME) | 1;
}

/**
 * What a change must gain at least to be taken, at most 0: T ln u, u random in (0, 1), so that a loss L is taken with
 * probability exp(−L/T) (Metropolis). u is a random number of 32 bits: its leading zeros halve a u from ½ to 1.
 */
export function leastGain(temperature: f32): i32 {
  chance = chance * MULTIPLIER + INCREMENT;
  const halvings = clz(chance);
  const chosen = ((chance << halvings) >>> LOSSES_SHIFT) & (LOSSES - 1);
  return <i32>(temperature * (load<f32>(losses + bytes(chosen)) - <f32>halvings * LN2));
}
