import { compress, type History, lastMet, NEVER } from '../history.ts';
import { indexes, type Random, shuffle } from '../random.ts';
import { countsOf } from '../spread.ts';
import { tableSizes } from '../table-sizes.ts';

/** A made-up organisation: everybody's unit and location as codes. */
export type Organisation = { size: number; unit: Int32Array; location: Int32Array };

/** Seats at a table of the measurement. */
export const TABLE_SIZE = 4;
const PARTNERS_EACH = 20;
const PEOPLE_PER_UNIT = 40;
/** Location k has a share in proportion to 1 / (k + 1): the largest holds about a third. */
const LOCATIONS = 12;
/** All meetings lie this many days back. */
const MET_DAYS_AGO = 100;
/** The day number that the measurement takes for today. */
export const TODAY = 20_000;

/** A made-up organisation: units of about 40, a dozen places of very different size. */
export function makeOrganisation(people: number, random: Random): Organisation {
  const shares = Array.from({ length: LOCATIONS }, (_, k) => 1 / (k + 1));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const locationOf = (): number => {
    let left = random.unit() * total;
    const found = shares.findIndex((share) => {
      left -= share;
      return left < 0;
    });
    return Math.max(0, found);
  };
  return {
    size: people,
    unit: Int32Array.from({ length: people }, () => random.below(Math.ceil(people / PEOPLE_PER_UNIT))),
    location: Int32Array.from({ length: people }, locationOf),
  };
}

/** Everybody's 20 earlier partners, at random. */
export function makeHistory(people: number, random: Random): History {
  const meetings = (people * PARTNERS_EACH) / 2;
  const from = new Int32Array(2 * meetings);
  const to = new Int32Array(2 * meetings);
  for (let k = 0; k < meetings; k++) {
    const a = random.below(people);
    const b = (a + 1 + random.below(people - 1)) % people;
    from[2 * k] = to[2 * k + 1] = a;
    from[2 * k + 1] = to[2 * k] = b;
  }
  return compress(people, from, to, new Int32Array(2 * meetings).fill(TODAY - MET_DAYS_AGO));
}

/** The least that must happen: read the history, shuffle, sort and deal, evaluate. Returns a figure so that nothing is skipped. */
export function floor(organisation: Organisation, history: History, random: Random): number {
  let read = 0;
  for (let k = 0; k < history.partner.length; k++) read += history.partner[k]! ^ history.day[k]!;
  const order = shuffle(indexes(organisation.size), random);
  const next = new Int32Array(countsOf(organisation.unit).length + 1);
  for (const unit of organisation.unit) next[unit + 1]!++;
  for (let unit = 1; unit < next.length; unit++) next[unit]! += next[unit - 1]!;
  const sorted = new Int32Array(organisation.size);
  for (const person of order) sorted[next[organisation.unit[person]!]!++] = person;
  const sizes = tableSizes(organisation.size, TABLE_SIZE);
  const dealt = new Int32Array(organisation.size);
  for (let from = 0, seat = 0; seat < TABLE_SIZE; seat++)
    for (let t = 0; t < sizes.length && from < organisation.size; t++)
      dealt[Math.min(organisation.size - 1, t * TABLE_SIZE + seat)] = sorted[from++]!;
  return read + evaluate(organisation, history, dealt, sizes).repeats;
}

/** Counts the pairs at tables, those of one unit or location, and those who met. */
export function evaluate(organisation: Organisation, history: History, seats: Int32Array, sizes: Int32Array) {
  const seen = { pairs: 0, sameUnit: 0, sameLocation: 0, repeats: 0 };
  let from = 0;
  for (const size of sizes) {
    for (let i = from; i < from + size; i++)
      for (let j = from; j < i; j++) {
        const a = seats[i]!;
        const b = seats[j]!;
        seen.pairs++;
        if (organisation.unit[a] === organisation.unit[b]) seen.sameUnit++;
        if (organisation.location[a] === organisation.location[b]) seen.sameLocation++;
        if (lastMet(history, a, b) !== NEVER) seen.repeats++;
      }
    from += size;
  }
  return seen;
}
