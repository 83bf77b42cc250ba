import { evaluate, floor, makeCrowd, makeHistory, TABLE_SIZE, TODAY } from '../mixing/floor.ts';
import { seededRandom } from '../mixing/random.ts';
import { seatMany } from '../mixing/seat-many.ts';
import { countsOf, fewestPairs } from '../mixing/spread.ts';
import { tableSizes } from '../mixing/table-sizes.ts';

/** What `acquaint bench mix` prints. Shares are of all table pairs. */
export type MixBench = {
  people: number;
  elapsedMs: number;
  /** one pass each to read the history, to shuffle, to sort and deal, and to evaluate */
  floorMs: number;
  /** ours over the floor's */
  ratio: number;
  microsecondsPerPerson: number;
  repeats: number;
  crossUnitShare: number;
  crossLocationShare: number;
  /** the highest cross-location share that the sizes of locations allow */
  crossLocationShareMax: number;
  peakRssMb: number;
};

/** Each side is timed so often, in turns; the fastest counts. */
const RUNS = 3;
const BYTES_PER_KB = 1_024;
const BYTES_PER_MB = 1_000_000;

/** Seats a made-up organisation with a history for one round, and times the floor beneath it in the same run. */
export function benchMix({ people, seed }: { people: number; seed: number }): MixBench {
  const random = seededRandom(seed);
  const crowd = makeCrowd(people, random);
  const past = { history: makeHistory(people, random), today: TODAY };
  const sizes = tableSizes(people, TABLE_SIZE);
  let elapsedMs = Number.POSITIVE_INFINITY;
  let floorMs = Number.POSITIVE_INFINITY;
  let seats: Int32Array = new Int32Array(0);
  for (let run = 0; run < RUNS; run++) {
    floorMs = Math.min(
      floorMs,
      msOf(() => floor(crowd, past.history, random)),
    );
    elapsedMs = Math.min(
      elapsedMs,
      msOf(() => {
        seats = seatMany(crowd, past, sizes, 1, seededRandom(seed));
      }),
    );
  }
  const peakRssMb = Math.round((process.resourceUsage().maxRSS * BYTES_PER_KB) / BYTES_PER_MB);
  const seen = evaluate(crowd, past.history, seats, sizes);
  let sameLocationMin = 0;
  for (const count of countsOf(crowd.location)) sameLocationMin += fewestPairs(count, sizes.length);
  return {
    people,
    elapsedMs: round(elapsedMs),
    floorMs: round(floorMs),
    ratio: round(elapsedMs / floorMs),
    microsecondsPerPerson: round((elapsedMs * 1_000) / people),
    repeats: seen.repeats,
    crossUnitShare: 1 - seen.sameUnit / seen.pairs,
    crossLocationShare: 1 - seen.sameLocation / seen.pairs,
    crossLocationShareMax: 1 - sameLocationMin / seen.pairs,
    peakRssMb,
  };
}

function msOf(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

/** Three significant places are more than a run repeats. */
const round = (value: number): number => Number(value.toPrecision(3));
