import { type Circles, joinCircles } from './circles.ts';
import { dayNumber } from './days.ts';
import { type History, indexHistory } from './history.ts';
import { indexLevels, type Level } from './levels.ts';
import { MixingError } from './mixing-error.ts';
import type { AttributeAim, Meetings, MixPerson, OnConflict, Rules, Wish } from './model.ts';
import { indexPairRules, type PairRules } from './pair-rules.ts';
import { makeRoom, personIndex, type Room } from './room.ts';
import { tableSizes } from './table-sizes.ts';
import { indexWishes, type WishIndex } from './wishes.ts';

/** What every plan is made of: who is there, what is known of them, and what is wanted. */
export type PlanWishes = {
  people: MixPerson[];
  history: Meetings;
  tableSize: number;
  /** ISO date from which “365 days” and “14 months ago” are counted */
  today: string;
  rules?: Rules;
  /** `relax` when not given: a plan with a breach, told, serves better than none */
  onConflict?: OnConflict;
  /** what to mix by, the most important level first; units, then locations, then grades when not given */
  mixBy?: AttributeAim[][];
  wishes?: Wish[];
  /** ids of those who stay at a table while the others move on, the host of table t at t − 1 (see `tableHosts`) */
  hosts?: string[];
};

/** The same as numbers: person i of the room is `people[i]`. */
export type Question = {
  people: readonly MixPerson[];
  room: Room;
  history: History;
  sizes: Int32Array;
  levels: Level[];
  rules: Rules;
  pairRules: PairRules;
  circles: Circles;
  wishes: WishIndex;
  /** people who stay at their tables */
  hosts: number[];
  today: number;
};

/** Indexes what is wanted of a plan. Throws `MixingError`, with `onConflict: 'refuse'` also for rules that contradict. */
export function indexQuestion(input: PlanWishes): Question {
  const { people, rules = {} } = input;
  const room = makeRoom(people);
  const today = dayNumber(input.today);
  const history = indexHistory(room, input.history);
  const sizes = tableSizes(room.size, input.tableSize);
  const pairRules = indexPairRules(people, room, rules);
  const circles = joinCircles(room, rules.together ?? [], pairRules, sizes[0]!);
  const hosts = (input.hosts ?? []).map((id) => personIndex(room, id));
  if (hosts.length > sizes.length)
    throw new MixingError(
      'too-many-hosts',
      `There are ${sizes.length} tables, and ${hosts.length} people who are to stay at one.`,
    );
  const [contradiction] = circles.dropped;
  if (contradiction && input.onConflict === 'refuse')
    throw new MixingError('rules-contradict', contradiction.why);
  return {
    people,
    room,
    history,
    sizes,
    levels: indexLevels(people, input.mixBy),
    rules,
    pairRules,
    circles,
    wishes: indexWishes(room, input.wishes),
    hosts,
    today,
  };
}
