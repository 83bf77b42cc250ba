import { indexes, type Random, shuffle } from '../random.ts';
import { countsOf } from '../spread.ts';
import type { Crowd, CrowdTrait } from './crowd.ts';

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
 * Deals everybody onto the seats of a round: shuffled, then sorted by what they are dealt by (later aims within it), one
 * seat of every table after another. With groups, each group is dealt onto as many whole tables as it fills, and
 * those left over onto the rest. Returns the people in the order dealt.
 */
export function deal(
  crowd: Crowd,
  by: number,
  first: Int32Array,
  round: Int32Array,
  random: Random,
): Int32Array {
  let order = shuffle(indexes(crowd.size), random);
  for (let k = crowd.traits.length - 1; k > by; k--) order = sortBy(order, crowd.traits[k]!);
  if (crowd.traits.length > 0) order = sortBy(order, crowd.traits[by]!);
  const tables = first.length - 1;
  if (crowd.groups === null) {
    dealOnto(order, first, 0, tables, round);
    return order;
  }
  const people = sortBy(order, { codes: crowd.groups, counts: countsOf(crowd.groups) });
  const left: number[] = [];
  let table = 0;
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
  return people;
}

/** Seat after seat of the tables `from … to − 1`. */
function dealOnto(people: Int32Array, first: Int32Array, from: number, to: number, round: Int32Array): void {
  let next = 0;
  for (let seat = 0; next < people.length; seat++)
    for (let t = from; t < to; t++)
      if (first[t]! + seat < first[t + 1]!) round[first[t]! + seat] = people[next++]!;
}

/** Stable counting sort by code; unknown ones (−1) come first. */
export function sortBy(
  order: Int32Array,
  { codes, counts }: Pick<CrowdTrait, 'codes' | 'counts'>,
): Int32Array {
  const next = new Int32Array(counts.length + 1);
  let from = codes.length;
  for (let code = counts.length - 1; code >= 0; code--) {
    from -= counts[code]!;
    next[code + 1] = from;
  }
  const sorted = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const person = order[i]!;
    sorted[next[codes[person]! + 1]!++] = person;
  }
  return sorted;
}
