import { isDeepStrictEqual } from 'node:util';

import type { DbOrTx } from '../db/connect.ts';
import type { Gathering } from '../db/schema/index.ts';
import { isSameRows } from '../engine/is-same-rows.ts';
import type { TaskInput } from '../engine/tasks.ts';
import type { FormatName } from '../gatherings/formats/format.ts';
import { FORMATS } from '../gatherings/formats/index.ts';
import { defaultSeed } from '../invitations/default-seed.ts';
import { type MetPages, type MixPerson, nextTableHosts, type Rules, tableHosts } from '../mixing/index.ts';
import { seededRandom } from '../mixing/random.ts';
import { apartAmong } from '../people/do-not-match.ts';
import { metAmong } from '../people/met-among.ts';
import {
  acceptedPeople,
  checkedInPeople,
  learnersAmong,
  mixPeople,
  type PlannedRound,
  plannedRounds,
} from './queries.ts';
import { rulesOf } from './rules-of.ts';

/** What an organiser asks for. */
export type FormTables = {
  tableSize: number;
  rounds: number;
  seed?: number;
  from?: 'accepted' | 'checked-in';
  /** World café: who stays at tables 1, 2 …; the rest by chance. */
  tableHostIds?: string[];
  /** so many rounds have taken place; they stay, and so do as many of the other tables as can */
  roundsDone?: number;
};

/** The question to the engine: new tables, or the tables there are made to fit those who are there. */
export type TablesQuestion =
  | { task: 'formRounds'; input: TaskInput<'formRounds'> }
  | { task: 'replanRounds'; input: TaskInput<'replanRounds'> };

/** Why there is no question: tables are to be kept that do not exist, or another number of rounds. */
export type NothingToKeep = { planned: number };

/**
 * Reads what tables are made of. `earlier` is the same question asked before: where the same people are concerned, who
 * has met whom is not read again.
 */
export async function tablesQuestion(
  db: DbOrTx,
  { gathering, ...asked }: FormTables & { gathering: Gathering },
  now: Date,
  earlier: TablesQuestion | null,
): Promise<TablesQuestion | NothingToKeep> {
  const { tableSize, rounds, seed = defaultSeed(gathering.id), from = 'accepted', roundsDone } = asked;
  const { hostsStay, learning } = FORMATS[gathering.format as FormatName].grouping ?? {};
  const random = seededRandom(seed);
  const there =
    from === 'accepted' ? await acceptedPeople(db, gathering.id) : await checkedInPeople(db, gathering.id);
  const present = there.map(({ id }) => id);
  const rest = {
    tableSize,
    seed,
    today: now.toISOString().slice(0, 'yyyy-mm-dd'.length),
    ...(learning ? { learners: await learnersAmong(db, present) } : {}),
  };
  if (roundsDone === undefined) {
    const known = await withHistory(db, gathering, there, earlier);
    const rules = await seatingRules(db, gathering, there);
    const named = asked.tableHostIds ?? [];
    const hosts = hostsStay ? tableHosts({ present, tableSize, named }, random) : undefined;
    return { task: 'formRounds', input: { ...known, rounds, rules, ...rest, ...(hosts ? { hosts } : {}) } };
  }
  const previous = await plannedRounds(db, gathering.id);
  if (previous.length !== rounds || roundsDone > rounds) return { planned: previous.length };
  const hosts = hostsStay
    ? nextTableHosts({ present, tableSize, ...hostsUntilNow(previous, roundsDone) }, random)
    : undefined;
  const sat = previous.slice(0, roundsDone).flatMap((round) => round.tables.flatMap((table) => table.seats));
  const people = await mixPeople(db, [...new Set([...present, ...sat])]);
  const known = await withHistory(db, gathering, people, earlier);
  const rules = await seatingRules(db, gathering, people);
  return {
    task: 'replanRounds',
    input: { ...known, present, previous, roundsDone, rules, ...rest, ...(hosts ? { hosts } : {}) },
  };
}

/** Who has stayed at each table, and who sat there in the last round done. */
function hostsUntilNow(previous: PlannedRound[], roundsDone: number) {
  const last = previous[roundsDone - 1];
  const tablesMax = Math.max(0, ...previous.flatMap(({ tables }) => tables.map(({ number }) => number)));
  const tablesOf = (round: PlannedRound | undefined) =>
    new Map(round?.tables.map((table) => [table.number, table]));
  const hosted = tablesOf(last ?? previous[0]);
  const sat = tablesOf(last);
  return {
    before: Array.from({ length: tablesMax }, (_, t) => hosted.get(t + 1)?.hostId ?? null),
    lastSeats: Array.from({ length: tablesMax }, (_, t) => sat.get(t + 1)?.seats ?? []),
  };
}

/** Whether two questions are the same, who has met whom aside: that is read once for the same people. */
export async function isSameQuestion(one: TablesQuestion, other: TablesQuestion): Promise<boolean> {
  const { people, history: _, ...rest } = one.input;
  const { people: others, history: __, ...otherRest } = other.input;
  return (await isSameRows(people, others)) && isDeepStrictEqual(rest, otherRest);
}

/** The format's rules, and whom people keep from: that is known here alone, and tables are told of without it. */
async function seatingRules(db: DbOrTx, gathering: Gathering, people: MixPerson[]): Promise<Rules> {
  const apart = await apartAmong(
    db,
    people.map(({ id }) => id),
  );
  return { ...rulesOf(gathering), ...(apart.length > 0 ? { apart } : {}) };
}

/** The people with who of them has met whom; the very lists of the question before where it was about the same people. */
async function withHistory(
  db: DbOrTx,
  gathering: Gathering,
  people: MixPerson[],
  earlier: TablesQuestion | null,
): Promise<{ people: MixPerson[]; history: MetPages }> {
  if (earlier && (await isSameRows(earlier.input.people, people))) {
    const { history } = earlier.input;
    return { people: earlier.input.people, history };
  }
  const ids = people.map((person) => person.id);
  return { people, history: await metAmong(db, ids, gathering.id) };
}
