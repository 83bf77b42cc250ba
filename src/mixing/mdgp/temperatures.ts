import type { Random } from '../random.ts';
import { annealGroups } from './anneal-groups.ts';
import type { Grouping } from './grouping.ts';
import { exchangeGain } from './instance.ts';

/** Between which temperatures to cool a random division (`hot`), and one put together from two good ones (`warm`). */
export type Temperatures = { hot: number; warm: number; cold: number };

/**
 * Shares of proposals taken that mark the three temperatures. They carry over between instances of different scale,
 * while temperatures do not; found by trial on instances of 120 and 240 people.
 */
const HOT_TAKEN = 0.02;
const WARM_TAKEN = 0.0015;
const COLD_TAKEN = 0.0001;
/** Proposals per person at each level of the trial, at most this and at most a share of the whole search; the ratio of two levels. */
const LEVEL_STEPS = 1000;
const LEVEL_SHARE = 0.001;
const LEVEL_RATIO = 0.8;
/** From a random exchange's gain down by 0.8⁶⁰ ≈ 10⁻⁶. */
const LEVELS_MAX = 60;
/** Random exchanges measured for the first level. */
const SAMPLES = 500;

/** Cools a division quickly and reads the temperatures off the shares of proposals taken. */
export function findTemperatures(
  grouping: Grouping,
  random: Random,
  plannedSteps: number,
  stop: (() => boolean) | undefined,
): { temperatures: Temperatures; steps: number } {
  const levelSteps = Math.min(LEVEL_STEPS * grouping.instance.people, LEVEL_SHARE * plannedSteps);
  const found = { hot: 0, warm: 0, cold: 0 };
  let steps = 0;
  let temperature = typicalGain(grouping, random);
  for (
    let level = 0;
    level < LEVELS_MAX && temperature > 0 && !stop?.();
    level++, temperature *= LEVEL_RATIO
  ) {
    const trial = annealGroups(
      grouping,
      temperature,
      temperature * LEVEL_RATIO,
      levelSteps,
      random.bits(),
      stop,
    );
    steps += trial.steps;
    const taken = trial.proposals === 0 ? 0 : trial.accepted / trial.proposals;
    if (level === 0 || taken >= HOT_TAKEN) found.hot = temperature;
    if (level === 0 || taken >= WARM_TAKEN) found.warm = temperature;
    found.cold = temperature;
    if (taken <= COLD_TAKEN) break;
  }
  return { temperatures: found, steps };
}

/** The mean size of what a random exchange changes, in whole gains; 0 where nothing can change. */
function typicalGain({ instance, groupOf, scale }: Grouping, random: Random): number {
  const { people } = instance;
  let sum = 0;
  for (let k = 0; k < SAMPLES; k++) {
    const a = random.below(people);
    const b = random.below(people);
    if (groupOf[a] !== groupOf[b]) sum += Math.abs(exchangeGain(instance, groupOf, a, b)) * scale;
  }
  return sum / SAMPLES;
}
