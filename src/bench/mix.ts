import { makeCrowd } from '../mixing/crowd/crowd.ts';
import { evaluate, floor, makeHistory, makeOrganisation, TABLE_SIZE, TODAY } from '../mixing/crowd/floor.ts';
import { seatMany } from '../mixing/crowd/seat-many.ts';
import { seededRandom } from '../mixing/random.ts';
import { countsOf, fewestPairs } from '../mixing/spread.ts';
import { tableSizes } from '../mixing/table-sizes.ts';
import { peakRss, significant } from './figures.ts';

/** What `acquaint bench mix` prints. Shares are of all table pairs. */
export type MixBench = {
  people: number;
  /** the fastest run of ours */
  fastestMs: number;
  /** the first run of the process, compiling included: what somebody waits who asks for one plan */
  firstMs: number;
  /** the fastest run of the floor: one pass each to read the history, to shuffle, to sort and deal, and to evaluate */
  floorMs: number;
  /** our fastest run over the floor's */
  ratio: number;
  /** what grows with the people: of the fastest run of ours and of the floor, and of our first run */
  microsecondsPerPerson: { fastest: number; first: number; floor: number };
  repeats: number;
  crossUnitShare: number;
  crossLocationShare: number;
  /** the highest cross-location share that the sizes of locations allow */
  crossLocationShareMax: number;
  peakRssMb: number;
};

/** Each side is timed at least so often, in turns, and for so long in all; the fastest counts. Short runs need many: the first are spent on compiling. */
const RUNS_MIN = 5;
const TIMED_MS = 3_000;

/** Seats a made-up organisation with a history for one round, and times the floor beneath it in the same run. */
export function benchMix({ people, seed }: { people: number; seed: number }): MixBench {
  const random = seededRandom(seed);
  const organisation = makeOrganisation(people, random);
  const history = makeHistory(people, random);
  const sizes = tableSizes(people, TABLE_SIZE);
  const levels = [organisation.unit, organisation.location].map((codes) => [{ codes, weight: 1 }]);
  const crowd = makeCrowd({ size: people, levels, history, today: TODAY }, TABLE_SIZE);
  let firstMs = 0;
  let elapsedMs = Number.POSITIVE_INFINITY;
  let floorMs = Number.POSITIVE_INFINITY;
  let seats: Int32Array = new Int32Array(0);
  const startedAt = performance.now();
  for (let run = 0; run < RUNS_MIN || performance.now() - startedAt < TIMED_MS; run++) {
    floorMs = Math.min(
      floorMs,
      msOf(() => floor(organisation, history, random)),
    );
    const runMs = msOf(() => {
      seats = seatMany(crowd, sizes, 1, seededRandom(seed));
    });
    if (run === 0) firstMs = runMs;
    elapsedMs = Math.min(elapsedMs, runMs);
  }
  const perPerson = (ms: number) => significant((ms * 1_000) / people);
  const peakRssMb = peakRss();
  const seen = evaluate(organisation, history, seats, sizes);
  let sameLocationMin = 0;
  for (const count of countsOf(organisation.location)) sameLocationMin += fewestPairs(count, sizes.length);
  return {
    people,
    fastestMs: significant(elapsedMs),
    firstMs: significant(firstMs),
    floorMs: significant(floorMs),
    ratio: significant(elapsedMs / floorMs),
    microsecondsPerPerson: {
      fastest: perPerson(elapsedMs),
      first: perPerson(firstMs),
      floor: perPerson(floorMs),
    },
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
