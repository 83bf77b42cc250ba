import { indexes, type Random, shuffle } from '../random.ts';
import type { Crowd, CrowdTrait } from './crowd.ts';

/** People of a crowd who are seated among themselves, at the tables `from … to − 1`. */
export type Section = { people: Int32Array; from: number; to: number };

/** So many people, with whom each of them has met, are about what the caches of a core hold. */
const SECTION_SIZE = 16_384;
/** Smaller crowds are seated whole: that makes no difference to the time each person takes. */
const DIVIDED_FROM = 8 * SECTION_SIZE;
/** People whose numbers follow each other, and whose data therefore lie side by side, stay together: so many of them. */
const PAGE = 64;
/** A code that so many people of each section have is divided evenly over them; rarer ones as chance has it. */
const EVEN_FROM = 8;

/**
 * Divides a crowd and its tables into sections, so that what is looked at while one is seated lies close together: seating
 * a million people at once is mostly waiting for memory. What people are dealt by is spread over the sections as evenly as
 * over the tables. Each call divides them anew, by chance. A crowd that is not large is one section, and so is one
 * where tables or seats are bound (groups, circles, hosts). Linear in people.
 */
export function sectionsOf(crowd: Crowd, by: number, first: Int32Array, random: Random): Section[] {
  const tables = first.length - 1;
  const isFree = crowd.groups === null && crowd.circles.length === 0 && crowd.hosts.length === 0;
  if (crowd.size < DIVIDED_FROM || !isFree) return [{ people: indexes(crowd.size), from: 0, to: tables }];
  const count = Math.round(crowd.size / SECTION_SIZE);
  const ends = Array.from({ length: count }, (_, s) => Math.floor(((s + 1) * tables) / count));
  const seatEnds = ends.map((to) => first[to]!);
  const people = fill(seatEnds, strataOf(crowd.traits[by], crowd.size, count), random);
  return ends.map((to, s) => {
    const from = ends[s - 1] ?? 0;
    return { people: people.subarray(first[from]!, first[to]!), from, to };
  });
}

/** Who counts as of one kind when sections are filled: everybody's stratum by their code, and how many are in each. */
type Strata = { codes: Int32Array | null; stratumOf: Int32Array; sizes: number[] };

/** A stratum for each code that is frequent enough for so many sections, behind one for all others. */
function strataOf(trait: CrowdTrait | undefined, size: number, sections: number): Strata {
  const sizes = [size];
  const stratumOf = Int32Array.from(trait?.counts ?? [], (count) => {
    if (count < EVEN_FROM * sections) return 0;
    sizes[0]! -= count;
    return sizes.push(count) - 1;
  });
  return { codes: trait?.codes ?? null, stratumOf, sizes };
}

/**
 * Everybody, section after section, which end at the seats given. Goes through all pages in random order: everybody comes
 * to the first section that still wants somebody of their stratum.
 */
function fill(ends: readonly number[], { codes, stratumOf, sizes }: Strata, random: Random): Int32Array {
  const size = ends.at(-1)!;
  const wanted = wantedBy(ends, sizes);
  const people = new Int32Array(size);
  const next = Int32Array.from([0, ...ends]);
  const section = new Int32Array(sizes.length);
  const left = Int32Array.from(wanted[0]!);
  for (const page of shuffle(indexes(Math.ceil(size / PAGE)), random)) {
    const end = Math.min(size, (page + 1) * PAGE);
    for (let person = page * PAGE; person < end; person++) {
      const code = codes === null ? -1 : codes[person]!;
      const k = code < 0 ? 0 : stratumOf[code]!;
      while (left[k] === 0) left[k] = wanted[++section[k]!]![k]!;
      left[k]!--;
      people[next[section[k]!]!++] = person;
    }
  }
  return people;
}

/** For each section, how many of each stratum it takes. */
function wantedBy(ends: readonly number[], sizes: readonly number[]): number[][] {
  let before = sizes.map(() => 0);
  return ends.map((end) => {
    const taken = evenShares(sizes, end, before);
    const wanted = taken.map((count, k) => count - before[k]!);
    before = taken;
    return wanted;
  });
}

/**
 * How many of each stratum the first sections take, which seat so many in all: its share rounded down, and one more for
 * those whose share lost most by that. Never fewer than what those `before` took.
 */
function evenShares(sizes: readonly number[], seated: number, before: readonly number[]): number[] {
  const everybody = sizes.reduce((sum, size) => sum + size, 0);
  const shares = sizes.map((size) => (size * seated) / everybody);
  const taken = shares.map((share, k) => Math.max(before[k]!, Math.floor(share)));
  const left = seated - taken.reduce((sum, count) => sum + count, 0);
  const lost = (k: number): number => shares[k]! - taken[k]!;
  const byLoss = [...shares.keys()].sort((k, l) => lost(l) - lost(k) || k - l);
  for (const k of byLoss.slice(0, left)) taken[k]!++;
  return taken;
}
