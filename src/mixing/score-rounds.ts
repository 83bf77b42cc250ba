import { dayNumber, NEW_AGAIN_AFTER_DAYS } from './days.ts';
import { explainTable, type TableFacts } from './explain-table.ts';
import { type History, indexHistory, lastMet, NEVER } from './history.ts';
import { crossChance, mixRatio } from './measures.ts';
import { MixingError } from './mixing-error.ts';
import type { Met, Mix, MixPerson, Round, SeatedRound } from './model.ts';
import { makeRoom, personIndex, type Room } from './room.ts';

/** What `scoreRounds` reads. */
export type ScoreInput = {
  people: MixPerson[];
  history: Met[];
  rounds: SeatedRound[];
  /** ISO date from which ages are counted */
  today: string;
};

/** Sums over all table pairs of all rounds. */
type Tally = { pairs: number; sameUnit: number; sameLocation: number; fresh: number; repeats: number };

/**
 * Gives rounds that somebody arranged fresh sentences and figures. Throws `unknown-person` for an id that is not
 * among the people and `seated-twice` for one with two seats in a round; a person may be absent from a round.
 */
export function scoreRounds(input: ScoreInput): { rounds: Round[]; mix: Mix } {
  const room = makeRoom(input.people);
  return scoreInRoom(room, indexHistory(room, input.history), input.rounds, dayNumber(input.today));
}

/** The same for people and history that are indexed already. */
export function scoreInRoom(
  room: Room,
  history: History,
  rounds: readonly SeatedRound[],
  today: number,
): { rounds: Round[]; mix: Mix } {
  const tally: Tally = { pairs: 0, sameUnit: 0, sameLocation: 0, fresh: 0, repeats: 0 };
  const together = new Map<number, number>();
  const present = new Set<number>();
  const scored = rounds.map((round) => {
    const seated = new Set<number>();
    const tables = round.tables.map(({ number, seats }) => {
      const members = seats.map((id) => takeSeat(room, seated, id, round.number));
      for (const member of members) present.add(member);
      const facts = lookAt(room, history, members, together, round.number, today, tally);
      return { number, seats: [...seats], why: explainTable(facts, today) };
    });
    return { number: round.number, tables };
  });
  return { rounds: scored, mix: mixOf(tally, unitSizes(room, present)) };
}

function takeSeat(room: Room, seated: Set<number>, id: string, round: number): number {
  const person = personIndex(room, id);
  if (seated.has(person))
    throw new MixingError('seated-twice', `The person ${id} has two seats in round ${round}.`);
  seated.add(person);
  return person;
}

function lookAt(
  room: Room,
  history: History,
  members: number[],
  together: Map<number, number>,
  round: number,
  today: number,
  tally: Tally,
): TableFacts {
  const metBefore: number[] = [];
  const togetherInRounds: number[] = [];
  for (let i = 0; i < members.length; i++) {
    for (let j = i + 1; j < members.length; j++) {
      const a = members[i]!;
      const b = members[j]!;
      const pair = a < b ? a * room.size + b : b * room.size + a;
      const earlierRound = together.get(pair);
      const metOn = lastMet(history, a, b);
      if (earlierRound !== undefined) togetherInRounds.push(earlierRound);
      else if (metOn !== NEVER) metBefore.push(metOn);
      tally.pairs++;
      if (room.unit[a] === room.unit[b]) tally.sameUnit++;
      if (room.location[a] === room.location[b]) tally.sameLocation++;
      if (earlierRound !== undefined || metOn !== NEVER) tally.repeats++;
      if (earlierRound === undefined && !metLately(metOn, today)) tally.fresh++;
      together.set(pair, round);
    }
  }
  return {
    units: new Set(members.map((m) => room.unit[m])).size,
    locations: new Set(members.map((m) => room.location[m])).size,
    pairs: (members.length * (members.length - 1)) / 2,
    metOn: metBefore,
    togetherInRounds,
  };
}

/** Whether a last meeting on that day (or `NEVER`) is too recent for the pair to count as new. */
export const metLately = (metOn: number, today: number): boolean =>
  metOn !== NEVER && today - metOn <= NEW_AGAIN_AFTER_DAYS;

function unitSizes(room: Room, present: Set<number>): number[] {
  const sizes = new Array<number>(room.unitNames.length).fill(0);
  for (const person of present) sizes[room.unit[person]!]!++;
  return sizes;
}

function mixOf(tally: Tally, sizes: number[]): Mix {
  const share = (count: number) => (tally.pairs === 0 ? 0 : count / tally.pairs);
  const crossUnitShare = share(tally.pairs - tally.sameUnit);
  return {
    mixRatio: tally.pairs === 0 ? null : mixRatio(crossUnitShare, crossChance(sizes)),
    crossUnitShare,
    crossLocationShare: share(tally.pairs - tally.sameLocation),
    newPairShare: share(tally.fresh),
    repeats: tally.repeats,
  };
}
