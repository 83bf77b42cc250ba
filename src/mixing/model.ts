/** A person as the engine sees one: an id and what they may be grouped by, nothing else. */
export type MixPerson = {
  id: string;
  unit: string;
  location: string;
  grade?: string | null;
  senior?: boolean;
  /** further things ticked for grouping, such as `{ discipline: 'water' }`; null and missing are like nobody's */
  attributes?: Record<string, string | null>;
  managerId?: string | null;
  /** whoever states none is taken to speak any */
  languages?: readonly string[];
  /** when the person can come on the day; whoever states none can come at any time */
  hours?: Hours | null;
};

/** Minutes after one midnight that is the same for everybody (UTC, say); below 0 or above 1440 on the days beside. */
export type Hours = { from: number; to: number };

/** Two people who met (level 2 or more); `metOn` is an ISO date, yyyy-mm-dd. */
export type Met = { a: string; b: string; metOn: string };

/** Meetings one after the other, as often as asked: a list, or what holds millions in less room. */
export type Meetings = Iterable<Met> & { readonly length: number };

/** An attribute by which tables are mixed: `unit`, `location`, `grade` or a key of `attributes`; weights are 1 (the default) … 9. */
export type AttributeAim = { attribute: string; weight?: number };

/** Somebody's request about another: a gain of 1 … 9 for sitting together, or a penalty of −1 … −9. */
export type Wish = { a: string; b: string; weight: number };

/**
 * Hard rules. Lists of pairs that must always, or must never, share a table; and rules about everybody, each on when
 * given: at most one senior a table, nobody with their own manager, a language that the whole table speaks, so many
 * minutes in which the whole table can come, one location a table.
 */
export type Rules = {
  together?: [string, string][];
  apart?: [string, string][];
  oneSenior?: boolean;
  notOwnManager?: boolean;
  sharedLanguage?: boolean;
  sharedMinutes?: number;
  sameLocation?: boolean;
};

/** The name of a hard rule. */
export type RuleName = keyof Rules;

/** What becomes of a plan whose rules cannot all be kept: as few breaches as were found, each listed, or an error. */
export type OnConflict = 'relax' | 'refuse';

/** A hard rule that the plan does not keep everywhere: where, why, and what would have been needed. */
export type Relaxed = {
  rule: RuleName;
  tables: { round: number; table: number; people: string[] }[];
  why: string;
  needed: string;
};

/** How well a plan mixes. Shares are of all table pairs of all rounds, 0 … 1; 0 where there is no pair at all. */
export type Mix = {
  /** cross-unit share ÷ what chance would give those in the room; null when everybody is in one unit or nobody is paired */
  mixRatio: number | null;
  crossUnitShare: number;
  crossLocationShare: number;
  /** pairs with no meeting in the 365 days before and not together earlier in this plan */
  newPairShare: number;
  /** pairs that met before at any time, or earlier in this plan; each time counts */
  repeats: number;
};

/** One table; `seats` are ids of people, `why` is a true sentence about it. Numbers start at 1. */
export type Table = { number: number; seats: string[]; why: string };

/** One round; numbers start at 1. */
export type Round = { number: number; tables: Table[] };

/** A round as a caller hands it in: only who sits where matters. */
export type SeatedRound = { number: number; tables: { number: number; seats: string[] }[] };

/** What no plan can beat, by counting; shown before the event. */
export type Limits = {
  roundsWithoutRepeatMax: number;
  forcedRepeatsMin: number;
  newPairShareMax: number;
  crossUnitShareMax: number;
  crossLocationShareMax: number;
};

/** How far a plan may be from its limits, each 0 or more; 0 is proven best. More may still be the best there is. */
export type Distance = Pick<Mix, 'repeats' | 'newPairShare' | 'crossUnitShare' | 'crossLocationShare'>;

/**
 * How long to search. `steps` gives the same result on every machine; `stop` is asked now and then
 * and ends the search early with the best so far. `improved` hears of the first plan that a search ends a cooling with, and
 * of every better one; plans for more than 1,000 people are made round by round, and `seated` hears how many rounds are.
 */
export type Budget = {
  steps?: number;
  stop?: () => boolean;
  improved?: (best: BestSoFar) => void;
  seated?: (rounds: number) => void;
};

/** What a search has found: pairs at tables that break a rule, that meet again, and that are alike in each level of `mixBy`, by weight. */
export type BestSoFar = { broken: number; repeats: number; alike: number[] };
