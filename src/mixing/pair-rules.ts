import { compress, lastMet, NEVER } from './history.ts';
import { MixingError } from './mixing-error.ts';
import type { MixPerson, RuleName, Rules } from './model.ts';
import { personIndex, type Room } from './room.ts';
import { indexTongues, type Tongues, understandEachOther } from './tongues.ts';

/** A rule that two people can break by themselves. */
export type PairRuleName = Exclude<RuleName, 'together'>;

/** One rule as a test of two people. */
export type PairRule = { name: PairRuleName; forbids: (a: number, b: number) => boolean };

/** The rules about pairs that were asked for, and the one about whole tables: a language that all speak. */
export type PairRules = { rules: PairRule[]; tongues: Tongues | null };

/** Minutes that a rule may ask two people to share: up to a day. */
const SHARED_MINUTES_MAX = 1440;

/**
 * Turns the rules into tests of pairs: pairs kept apart are looked up in compressed rows, the others computed from the
 * two people. Hours need no test of whole tables: when any two of some intervals share so many minutes, so do all, as
 * the latest start and the earliest end belong to two of them (Helly's theorem on a line). Languages do.
 */
export function indexPairRules(people: readonly MixPerson[], room: Room, wanted: Rules = {}): PairRules {
  const rules: PairRule[] = [];
  const tongues = wanted.sharedLanguage ? indexTongues(people) : null;
  if (wanted.apart?.length) rules.push({ name: 'apart', forbids: listedPairs(room, wanted.apart) });
  if (wanted.notOwnManager) rules.push({ name: 'notOwnManager', forbids: ownManager(people, room) });
  if (tongues)
    rules.push({ name: 'sharedLanguage', forbids: (a, b) => !understandEachOther(tongues, [a, b]) });
  if (wanted.sharedMinutes)
    rules.push({ name: 'sharedMinutes', forbids: tooFewMinutes(people, wanted.sharedMinutes) });
  if (wanted.sameLocation)
    rules.push({ name: 'sameLocation', forbids: (a, b) => room.location[a] !== room.location[b] });
  if (wanted.oneSenior)
    rules.push({ name: 'oneSenior', forbids: (a, b) => room.senior[a] === 1 && room.senior[b] === 1 });
  return { rules, tongues };
}

/**
 * What a breach by two people weighs, as bits: where rules cannot all be kept, listed pairs give way last, then those
 * with their own manager, and all others alike first.
 */
const GRAVITY: Record<PairRuleName, number> = {
  apart: 4,
  notOwnManager: 2,
  sharedLanguage: 1,
  sharedMinutes: 1,
  sameLocation: 1,
  oneSenior: 1,
};

/** How many values `gravityOf` takes. */
export const GRAVITIES = 8;

/** How grave it is that the two share a table: 0 where no rule is broken, up to 7. */
export function gravityOf({ rules }: PairRules, a: number, b: number): number {
  let gravity = 0;
  for (const { name, forbids } of rules) if (forbids(a, b)) gravity |= GRAVITY[name];
  return gravity;
}

/** Whether any rule keeps the two apart. */
export function forbidden({ rules }: PairRules, a: number, b: number): boolean {
  for (const rule of rules) if (rule.forbids(a, b)) return true;
  return false;
}

function listedPairs(room: Room, pairs: readonly [string, string][]): PairRule['forbids'] {
  const from: number[] = [];
  const to: number[] = [];
  for (const [a, b] of pairs) {
    const i = personIndex(room, a);
    const j = personIndex(room, b);
    if (i === j) continue;
    from.push(i, j);
    to.push(j, i);
  }
  const rows = compress(room.size, Int32Array.from(from), Int32Array.from(to), new Int32Array(from.length));
  return (a, b) => lastMet(rows, a, b) !== NEVER;
}

/** A manager who is not in the room keeps nobody apart. */
function ownManager(people: readonly MixPerson[], room: Room): PairRule['forbids'] {
  const manager = Int32Array.from(people, ({ managerId }) => room.indexOf.get(managerId ?? '') ?? -1);
  return (a, b) => a !== b && (manager[a] === b || manager[b] === a);
}

function tooFewMinutes(people: readonly MixPerson[], minutes: number): PairRule['forbids'] {
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > SHARED_MINUTES_MAX)
    throw new MixingError(
      'aims-out-of-range',
      `Shared minutes must be a whole number from 1 to ${SHARED_MINUTES_MAX}.`,
    );
  const from = Float64Array.from(people, ({ hours }) => hours?.from ?? Number.NEGATIVE_INFINITY);
  const to = Float64Array.from(people, ({ hours }) => hours?.to ?? Number.POSITIVE_INFINITY);
  return (a, b) => Math.min(to[a]!, to[b]!) - Math.max(from[a]!, from[b]!) < minutes;
}
