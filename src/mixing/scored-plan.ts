import { explainTable, type TableFacts } from './explain-table.ts';
import { type History, lastMet, metLately, NEVER } from './history.ts';
import { crossChance, mixRatio } from './measures.ts';
import { MixingError } from './mixing-error.ts';
import type { Mix, Round, SeatedRound, Table } from './model.ts';
import { personIndex, type Room } from './room.ts';

/** Sums over table pairs. */
type Tally = { pairs: number; sameUnit: number; sameLocation: number; fresh: number; repeats: number };

/** One table as numbers, with what it adds to the sums. */
type ScoredTable = { number: number; members: number[]; why: string; tally: Tally };

/** One round: its tables in the order given, and everybody's place in that order or −1. */
type ScoredRound = { number: number; tables: ScoredTable[]; tableOf: Int32Array };

/** Somebody is to sit at another table of a round; both are told by their numbers. */
export type SeatMove = { round: number; personId: string; table: number };

const NO_TABLE = -1;

/**
 * Rounds with their figures and sentences, held so that a hand edit is scored at once: a move looks again only at the
 * two tables of the round and at the person's tables in later rounds, whose sentences tell who sat together before.
 * Figures are sums of whole numbers over tables, so that after any moves they equal those of a plan scored afresh.
 */
export class ScoredPlan {
  readonly #room: Room;
  readonly #history: History;
  readonly #today: number;
  readonly #rounds: ScoredRound[] = [];
  readonly #sums: Tally = { pairs: 0, sameUnit: 0, sameLocation: 0, fresh: 0, repeats: 0 };
  readonly #chance: number;

  /** Throws `unknown-person` for an id that is not in the room and `seated-twice` for one with two seats in a round. */
  constructor(room: Room, history: History, rounds: readonly SeatedRound[], today: number) {
    this.#room = room;
    this.#history = history;
    this.#today = today;
    const present = new Uint8Array(room.size);
    for (const { number, tables } of rounds) {
      const round: ScoredRound = { number, tables: [], tableOf: new Int32Array(room.size).fill(NO_TABLE) };
      this.#rounds.push(round);
      for (const [t, table] of tables.entries()) {
        const members = table.seats.map((id) => takeSeat(room, round, id, t));
        for (const member of members) present[member] = 1;
        round.tables.push({ number: table.number, members, why: '', tally: emptyTally() });
      }
      for (const table of round.tables) this.#look(table, this.#rounds.length - 1);
    }
    const sizes = new Array<number>(room.unitNames.length).fill(0);
    for (let person = 0; person < room.size; person++) sizes[room.unit[person]!]! += present[person]!;
    this.#chance = crossChance(sizes);
  }

  /** The figures of the whole. */
  get mix(): Mix {
    const { pairs, sameUnit, sameLocation, fresh, repeats } = this.#sums;
    const share = (count: number) => (pairs === 0 ? 0 : count / pairs);
    return {
      mixRatio: pairs === 0 ? null : mixRatio(share(pairs - sameUnit), this.#chance),
      crossUnitShare: share(pairs - sameUnit),
      crossLocationShare: share(pairs - sameLocation),
      newPairShare: share(fresh),
      repeats,
    };
  }

  /** All rounds with the sentence of each table. */
  get rounds(): Round[] {
    return this.#rounds.map(({ number, tables }) => ({
      number,
      tables: tables.map((table) => this.#told(table)),
    }));
  }

  /**
   * Moves one person to the end of another table of a round. Gives the tables whose seats or sentence may have changed.
   * Throws `unknown-table` for a round or table that is not there, `unknown-person`, and `not-seated` for somebody
   * without a seat in the round.
   */
  move({ round: number, personId, table }: SeatMove): { round: number; table: Table }[] {
    const at = this.#rounds.findIndex((round) => round.number === number);
    const round = this.#rounds[at];
    const to = round?.tables.findIndex((one) => one.number === table) ?? NO_TABLE;
    if (!round || to < 0) throw new MixingError('unknown-table', `Round ${number} has no table ${table}.`);
    const person = personIndex(this.#room, personId);
    const from = round.tableOf[person]!;
    if (from < 0)
      throw new MixingError('not-seated', `The person ${personId} has no seat in round ${number}.`);
    round.tables[from]!.members.splice(round.tables[from]!.members.indexOf(person), 1);
    round.tables[to]!.members.push(person);
    round.tableOf[person] = to;
    const touched = [from, to].map((t) => ({ at, t }));
    for (let later = at + 1; later < this.#rounds.length; later++)
      touched.push({ at: later, t: this.#rounds[later]!.tableOf[person]! });
    return touched
      .filter(({ t }, k) => t >= 0 && !(k === 1 && to === from))
      .map(({ at: r, t }) => {
        this.#look(this.#rounds[r]!.tables[t]!, r);
        return { round: this.#rounds[r]!.number, table: this.#told(this.#rounds[r]!.tables[t]!) };
      });
  }

  #told({ number, members, why }: ScoredTable): Table {
    return { number, seats: members.map((member) => this.#room.ids[member]!), why };
  }

  /** Explains a table afresh and corrects the sums by what its share of them has changed. */
  #look(table: ScoredTable, round: number): void {
    const tally = emptyTally();
    const facts = this.#factsOf(table.members, round, tally);
    for (const key of Object.keys(tally) as (keyof Tally)[]) this.#sums[key] += tally[key] - table.tally[key];
    table.tally = tally;
    table.why = explainTable(facts, this.#today);
  }

  #factsOf(members: readonly number[], round: number, tally: Tally): TableFacts {
    const { unit, location } = this.#room;
    const metOn: number[] = [];
    const togetherInRounds: number[] = [];
    for (let i = 0; i < members.length; i++)
      for (let j = i + 1; j < members.length; j++) {
        const [a, b] = [members[i]!, members[j]!];
        const earlier = this.#lastTogether(a, b, round);
        const met = lastMet(this.#history, a, b);
        tally.pairs++;
        if (unit[a] === unit[b]) tally.sameUnit++;
        if (location[a] === location[b]) tally.sameLocation++;
        if (earlier !== null || met !== NEVER) tally.repeats++;
        if (earlier === null && !metLately(met, this.#today)) tally.fresh++;
        if (earlier !== null) togetherInRounds.push(earlier);
        else if (met !== NEVER) metOn.push(met);
      }
    return {
      units: new Set(members.map((member) => unit[member])).size,
      locations: new Set(members.map((member) => location[member])).size,
      pairs: tally.pairs,
      metOn,
      togetherInRounds,
    };
  }

  /** The number of the latest of the rounds before in which two people share a table, or null. */
  #lastTogether(a: number, b: number, round: number): number | null {
    for (let r = round - 1; r >= 0; r--) {
      const { tableOf, number } = this.#rounds[r]!;
      if (tableOf[a] !== NO_TABLE && tableOf[a] === tableOf[b]) return number;
    }
    return null;
  }
}

const emptyTally = (): Tally => ({ pairs: 0, sameUnit: 0, sameLocation: 0, fresh: 0, repeats: 0 });

function takeSeat(room: Room, round: ScoredRound, id: string, table: number): number {
  const person = personIndex(room, id);
  if (round.tableOf[person] !== NO_TABLE)
    throw new MixingError('seated-twice', `The person ${id} has two seats in round ${round.number}.`);
  round.tableOf[person] = table;
  return person;
}
