/** Somebody who walks the fair; staff of a stall walk too, in the half of the rounds in which they are not on duty. */
export type FairVisitor = {
  id: string;
  unit: string;
  /** What they would like to find, the directory's and those chosen for this fair. */
  asks: string[];
  /** Units of which they have met somebody before. */
  metUnits: string[];
  /** Whether they can only go where there is no step. */
  stepFree: boolean;
};

export type FairStall = {
  id: string;
  unit: string;
  offers: string[];
  /** Metres on the floor plan, from its upper left corner. */
  x: number;
  y: number;
  stepFree: boolean;
  /** In their order: every other one is on duty first. */
  staffIds: string[];
};

/** Where somebody is in a round: as a visitor, or on duty at their own stall. */
export type FairVisit = { personId: string; round: number; stallId: string; onDuty: boolean };

export type FairQuestion = {
  /** Who is there, staff among them. A stall of which nobody is there stays closed. */
  visitors: FairVisitor[];
  stalls: FairStall[];
  rounds: number;
  /** Visitors a stall takes in a round, staff on duty aside. */
  capacity: number;
  seed: number;
  /** What took place in the rounds that are over; `roundsDone` says how many. */
  before: FairVisit[];
  roundsDone: number;
  /** `groups`: everybody goes round all stalls, clockwise, in groups that stay together (speed-geeking). */
  walk: 'routes' | 'groups';
};

export type FairPlan = {
  /** Of the rounds to come, by round. */
  visits: FairVisit[];
  /** Who finds no place in which round, because the stalls they could visit are full. */
  unplaced: { personId: string; round: number }[];
};
