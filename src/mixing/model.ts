/** A person as the engine sees one: an id and what they may be grouped by, nothing else. */
export type MixPerson = {
  id: string;
  unit: string;
  location: string;
  grade?: string | null;
  senior?: boolean;
};

/** Two people who met (level 2 or more); `metOn` is an ISO date, yyyy-mm-dd. */
export type Met = { a: string; b: string; metOn: string };

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

/** Pairs that must always, or must never, share a table. */
export type Rules = { together?: [string, string][]; apart?: [string, string][] };

/** What no plan can beat, shown before the event. */
export type Limits = { roundsWithoutRepeatMax: number; forcedRepeatsMin: number };

/**
 * How long to search. `steps` gives the same result on every machine; `stop` is asked now and then
 * and ends the search early with the best so far.
 */
export type Budget = { steps?: number; stop?: () => boolean };
