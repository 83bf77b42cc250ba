import type { Random } from '../random.ts';
import { tableUnderstands } from '../tongues.ts';
import { type Crowd, likenessCost } from './crowd.ts';
import { exchangeCost, meetingCost } from './exchange-cost.ts';
import { type Kin, randomKin } from './kin.ts';
import { exchangeSeats, type Seating } from './seating.ts';
import type { Section } from './sections.ts';

/** A round to be mended. */
export type Mending = Seating & {
  /** seats that nobody may leave; null where all are free */
  fixed: Uint8Array | null;
  /** for each earlier round of the plan, everybody's table */
  earlier: readonly Int32Array[];
  /** the tables to be mended, among themselves */
  section: Pick<Section, 'from' | 'to'>;
  /** with whom people may exchange; null: with anybody */
  kin: Kin | null;
  even: Even[];
  random: Random;
};

/** Random partners tried for a person who sits badly, in one pass over the tables … */
const PARTNERS = 40;
/** … and for one who breaks a rule. */
const PARTNERS_FOR_RULES = 400;
/** Passes over the tables that still have somebody who sits badly. */
const PASSES = 12;
/** A table where nobody better was found so often stays as it is, unless it breaks a rule: its kind may have to be crowded. */
const FAILURES_MAX = 4;

/** For each aim the most people of a code at a table when it is spread evenly, and the codes that every table needs. */
export type Even = { codes: Int32Array; most: Int32Array; needed: { code: number; least: number }[] };

/** Why somebody should leave a table: a rule, or that another place suits better. */
type Misplaced = { seat: number; rule: boolean };

/**
 * Marks the tables of a section, counted from its first, where two have met or break a rule. Looked at person after person,
 * not table after table: whom they have met then lies in the order in which it is read.
 */
export function tablesAtOdds(state: Mending, people: Int32Array): Uint8Array {
  const { section, first, round, seatOf, tableOfSeat } = state;
  const atOdds = new Uint8Array(section.to - section.from);
  for (let i = 0; i < people.length; i++) {
    const person = people[i]!;
    const seat = seatOf[person]!;
    const table = tableOfSeat[seat]!;
    for (let j = first[table]!; j < seat; j++)
      if (isAtOdds(state, person, round[j]!)) atOdds[table - section.from] = 1;
  }
  return atOdds;
}

const isAtOdds = (state: Mending, a: number, b: number): boolean =>
  meetingCost(state, a, b) > 0 || breaksRule(state.crowd, a, b);

const breaksRule = (crowd: Crowd, a: number, b: number): boolean =>
  crowd.rules !== null && likenessCost(crowd, a, b) >= crowd.ruleCost;

/**
 * Exchanges people out of tables of a section where somebody sits badly, while that helps. Takes a few passes over ever
 * fewer tables; gives those where somebody may still sit badly. Only at tables `atOdds` are pairs looked at.
 */
export function mend(
  state: Mending,
  tables: Iterable<number>,
  atOdds: Uint8Array,
  stop: (() => boolean) | undefined,
): number[] {
  const { from, to } = state.section;
  if (to - from < 2) return [];
  const failures = new Uint8Array(to - from);
  const isNext = new Uint8Array(to - from);
  const givenUp: number[] = [];
  let waiting: number[] = [...tables];
  for (let pass = 0; pass < PASSES && waiting.length > 0 && !stop?.(); pass++) {
    const next: number[] = [];
    const lookAgain = (table: number): void => {
      if (isNext[table - from] === 0) next.push(table);
      isNext[table - from] = 1;
    };
    for (const table of waiting) {
      const bad = misplaced(state, table, atOdds[table - from] === 1);
      if (bad === null) continue;
      const other = betterPlace(state, bad);
      if (other < 0 && !bad.rule && ++failures[table - from]! === FAILURES_MAX) {
        givenUp.push(table);
        continue;
      }
      lookAgain(table);
      if (other < 0) continue;
      exchangeSeats(state, bad.seat, other);
      const otherTable = state.tableOfSeat[other]!;
      lookAgain(otherTable);
      atOdds[table - from] = atOdds[otherTable - from] = 1;
    }
    waiting = next;
    isNext.fill(0);
  }
  return [...givenUp, ...waiting];
}

/** How each aim is spread evenly over so many tables. */
export function evenSpreads(crowd: Crowd, tables: number): Even[] {
  const spreads = crowd.traits.map(({ codes, counts }): Even => {
    const needed: Even['needed'] = [];
    for (const [code, count] of counts.entries())
      if (count >= tables) needed.push({ code, least: Math.floor(count / tables) });
    return { codes, most: counts.map((count) => Math.ceil(count / tables)), needed };
  });
  if (crowd.seniors === null) return spreads;
  const codes = Int32Array.from(crowd.seniors.senior, (senior) => senior - 1);
  const seniors = codes.reduce((sum, code) => sum + code + 1, 0);
  return [...spreads, { codes, most: Int32Array.of(Math.ceil(seniors / tables)), needed: [] }];
}

/** A seat with which an exchange helps, found by trying some, or −1. */
function betterPlace(state: Mending, { seat, rule }: Misplaced): number {
  const { kin, random, fixed, first, section, seatOf, round, tableOfSeat } = state;
  const tries = rule ? PARTNERS_FOR_RULES : PARTNERS;
  const from = first[section.from]!;
  const seats = first[section.to]! - from;
  for (let k = 0; k < tries; k++) {
    // A rule may need somebody from elsewhere: every other try is among everybody.
    const anybody = kin === null || (rule && k % 2 === 1);
    const other = anybody ? from + random.below(seats) : seatOf[randomKin(kin, round[seat]!, random)]!;
    if (tableOfSeat[other] === tableOfSeat[seat] || fixed?.[other] === 1) continue;
    if (exchangeCost(state, seat, other) < 0) return other;
  }
  return -1;
}

/**
 * Who should leave a table: somebody whom a rule wants elsewhere or who met another there; else whose code in some aim
 * has more there than an even spread gives; else, where a code is wanting, anybody not of that code. Null when all is well.
 */
function misplaced(state: Mending, table: number, atOdds: boolean): Misplaced | null {
  const { crowd, round, first, fixed, random, even } = state;
  const from = first[table]!;
  const to = first[table + 1]!;
  let crowded = -1;
  for (let i = from; i < to; i++) {
    const a = round[i]!;
    for (let j = from; atOdds && j < i; j++) {
      const b = round[j]!;
      const met = meetingCost(state, a, b);
      const broken = met >= crowd.ruleCost || breaksRule(crowd, a, b);
      if (!broken && met === 0) continue;
      if (isFree(fixed, i)) return { seat: i, rule: broken };
      if (isFree(fixed, j)) return { seat: j, rule: broken };
    }
    if (crowded < 0 && isFree(fixed, i) && isCrowded(round, from, i, even)) crowded = i;
  }
  const tongues = crowd.rules?.tongues ?? null;
  if (tongues !== null && !tableUnderstands(tongues, round, from, to)) {
    const seat = from + random.below(to - from);
    if (isFree(fixed, seat)) return { seat, rule: true };
  }
  if (crowded >= 0) return { seat: crowded, rule: false };
  const seat = wanting(state, from, to, even);
  return seat >= 0 && isFree(fixed, seat) ? { seat, rule: false } : null;
}

const isFree = (fixed: Uint8Array | null, seat: number): boolean => fixed === null || fixed[seat] === 0;

/** Whether those up to this seat are, in some aim, more of the person's code than an even spread gives. */
function isCrowded(round: Int32Array, from: number, seat: number, even: Even[]): boolean {
  for (let k = 0; k < even.length; k++) {
    const { codes, most } = even[k]!;
    const code = codes[round[seat]!]!;
    if (code < 0) continue;
    let alike = 1;
    for (let j = from; j < seat; j++) if (codes[round[j]!] === code) alike++;
    if (alike > most[code]!) return true;
  }
  return false;
}

/** A seat to give up where some code has fewer than every table can have, or −1. */
function wanting({ round, random }: Mending, from: number, to: number, even: Even[]): number {
  for (const { codes, needed } of even)
    for (const { code, least } of needed) {
      let there = 0;
      for (let i = from; i < to; i++) if (codes[round[i]!] === code) there++;
      if (there >= least) continue;
      const seat = from + random.below(to - from);
      return codes[round[seat]!] === code ? from : seat;
    }
  return -1;
}
