import type { Hours } from '../model.ts';

/** By what a coffee is drawn, beside the hard rules and the cooldown. */
export const COFFEE_MODES = [
  'pure',
  'cross-boundary',
  'newcomer',
  'themed',
  'senior-lottery',
  'two-organisations',
] as const;
export type CoffeeMode = (typeof COFFEE_MODES)[number];

/** So many rounds pass before two people are drawn together again (domain rules §1). */
export const COOLDOWN_ROUNDS = 10;

/** Somebody who takes part, as the draw sees them. */
export type CoffeePerson = {
  id: string;
  unit: string;
  location: string;
  managerId?: string | null;
  /** whoever states none is taken to speak any */
  languages?: readonly string[];
  /** working hours on the date, in minutes after its midnight in UTC; null: never */
  hours: Hours | null;
  /** the ways in which the person meets others */
  remote: boolean;
  inPerson: boolean;
  newcomer?: boolean;
  senior?: boolean;
  /** which of the two organisations */
  side?: string;
  /** what the person chose to share, offers, asks and interests alike */
  topics?: readonly string[];
  /** the largest table the person sits at; any where there is none */
  tableSizeMax?: number | null;
  /** had nobody in the round before, and so comes first */
  leftOut?: boolean;
};

/** Pairs as columns of places in `people`: hundreds of thousands of them go to another thread at once. */
export type PairColumns = { a: Int32Array; b: Int32Array };

/** What `drawCoffee` reads. */
export type CoffeeInput = {
  people: readonly CoffeePerson[];
  mode: CoffeeMode;
  /** people at a table, 2 to 6; some tables hold one more or less */
  tableSize: number;
  /** minutes of working time that those who meet remotely share on the date */
  sharedMinutes: number;
  /** who never meets, whoever of the two asked for it */
  apart: PairColumns;
  /** who met in earlier rounds and how many rounds ago, 1 the last one */
  recent: PairColumns & { roundsAgo: Int32Array };
  seed: number;
};

/** How the people of a table meet. */
export type CoffeeWay = 'remote' | 'in-person';

/** `again`: how many rounds ago two of the table met last, where the cooldown was shortened for it. */
export type CoffeeTable = { seats: string[]; way: CoffeeWay; again: number | null };

/** Why somebody has nobody, as far as they may know it: others' wishes are no reason that is told. */
export const UNMATCHED_REASONS = ['no-language', 'no-hour', 'nobody-left'] as const;
export type UnmatchedReason = (typeof UNMATCHED_REASONS)[number];

/** What `drawCoffee` gives. */
export type CoffeeDrawn = {
  tables: CoffeeTable[];
  unmatched: { id: string; why: UnmatchedReason }[];
  /** sentences for the organiser; nobody is named */
  notes: string[];
};
