import { seededRandom } from '../mixing/random.ts';

/** Picks that are the same for one seed on every machine. */
export type SampleRandom = {
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number;
  /** One entry of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** `count` different entries in no order, or all of them when there are fewer. */
  sample<T>(list: readonly T[], count: number): T[];
  /** An index, each as likely as its weight. */
  weighted(weights: readonly number[]): number;
};

/** Picks drawn from the seeded stream that the mixing engine uses too. */
export function sampleRandom(seed: number): SampleRandom {
  const { below } = seededRandom(seed);
  function pick<T>(list: readonly T[]): T {
    const entry = list[below(list.length)];
    if (entry === undefined) throw new RangeError('nothing to pick from');
    return entry;
  }
  function sample<T>(list: readonly T[], count: number): T[] {
    const rest = [...list];
    const taken: T[] = [];
    while (taken.length < count && rest.length > 0) taken.push(...rest.splice(below(rest.length), 1));
    return taken;
  }
  function weighted(weights: readonly number[]): number {
    let at = below(weights.reduce((sum, weight) => sum + weight, 0));
    return weights.findIndex((weight) => {
      at -= weight;
      return at < 0;
    });
  }
  return { below, pick, sample, weighted };
}
