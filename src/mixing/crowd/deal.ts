import { type Random, shuffle } from '../random.ts';
import type { Crowd, CrowdTrait } from './crowd.ts';
import type { Section } from './sections.ts';

/** Units are many when two random people share theirs no more often than this. */
const FEW_ALIKE = 0.01;

/** What people are dealt by: the second aim where the first is rarely shared, so that it is spread evenly from the start. */
export function dealingTrait({ traits }: Crowd): number {
  return traits.length > 1 && sameShare(traits[0]!) <= FEW_ALIKE ? 1 : 0;
}

/** Chance that two random people have the same code. */
function sameShare({ codes, counts }: CrowdTrait): number {
  let sum = 0;
  for (const count of counts) sum += (count / codes.length) ** 2;
  return sum;
}

/**
 * Deals the people of a section onto its seats: shuffled, then sorted by what they are dealt by (later aims within it), one
 * seat of every table after another. With groups, each group is dealt onto as many whole tables as it fills, and
 * those left over onto the rest.
 */
export function deal(
  crowd: Crowd,
  by: number,
  section: Section,
  first: Int32Array,
  round: Int32Array,
  random: Random,
): void {
  let order: Int32Array = shuffle(section.people.slice(), random);
  for (let k = crowd.traits.length - 1; k >= by; k--) order = sortBy(order, crowd.traits[k]!.codes).sorted;
  const { from: firstOfAll, to: tables } = section;
  if (crowd.groups === null) {
    dealOnto(order, first, firstOfAll, tables, round);
    return;
  }
  const people = sortBy(order, crowd.groups).sorted;
  const left: number[] = [];
  let table = firstOfAll;
  for (let from = 0; from < people.length; ) {
    let to = from;
    while (to < people.length && crowd.groups[people[to]!] === crowd.groups[people[from]!]) to++;
    const firstTable = table;
    while (table < tables && first[table + 1]! - first[firstTable]! <= to - from) table++;
    const taken = from + first[table]! - first[firstTable]!;
    dealOnto(people.subarray(from, taken), first, firstTable, table, round);
    left.push(...people.subarray(taken, to));
    from = to;
  }
  dealOnto(Int32Array.from(left), first, table, tables, round);
}

/** Seat after seat of the tables `from … to − 1`. */
function dealOnto(people: Int32Array, first: Int32Array, from: number, to: number, round: Int32Array): void {
  let next = 0;
  for (let seat = 0; next < people.length; seat++)
    for (let t = from; t < to; t++)
      if (first[t]! + seat < first[t + 1]!) round[first[t]! + seat] = people[next++]!;
}

/** Some people in order of their code, unknown ones (−1) first; those with code c are `sorted[ends[c]] … sorted[ends[c + 1] − 1]`. */
export type Sorted = { sorted: Int32Array; ends: Int32Array };

/** Stable counting sort of some people by code. */
export function sortBy(order: Int32Array, codes: Int32Array): Sorted {
  let kinds = 0;
  for (let i = 0; i < order.length; i++) kinds = Math.max(kinds, codes[order[i]!]! + 1);
  const next = new Int32Array(kinds + 2);
  for (let i = 0; i < order.length; i++) next[codes[order[i]!]! + 2]!++;
  for (let code = 1; code < next.length; code++) next[code]! += next[code - 1]!;
  const sorted = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const person = order[i]!;
    sorted[next[codes[person]! + 1]!++] = person;
  }
  return { sorted, ends: next };
}
