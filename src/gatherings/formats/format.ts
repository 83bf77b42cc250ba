import type { AgendaBlock } from '../agenda.ts';

/** The formats of the contract, in its order. */
export const FORMAT_NAMES = [
  'peer-assist',
  'knowledge-fair',
  'stand-up',
  'town-hall',
  'retreat',
  'social',
  'brown-bag',
  'newcomers-welcome',
  'community-meeting',
  'coffee',
  'world-cafe',
  'knowledge-cafe',
  'speed-networking',
] as const;

export type FormatName = (typeof FORMAT_NAMES)[number];

/** What a format's rules look at when a gathering is scheduled or changed. */
export interface FormatInput {
  durationMinutes: number;
  /** As `2026-12-03T14:00:00`. */
  startLocal: string;
  capacity: number | null;
  place: string | null;
  onlineUrl: string | null;
  facilitatorId: string | null;
  mixing: { tableSize: number; rounds: number } | null;
  /** Of a peer assist that was asked for: the date of the decision that it informs. */
  briefing?: { decisionOn: string } | null;
}

/** A rule that a plan breaks, in plain words, and how to put it right. */
export interface FormatFinding {
  code: string;
  message: string;
  remedy: string;
  /** `refuse`: the gathering cannot be scheduled so; `warn`: it can, and the organiser is told. */
  severity: 'refuse' | 'warn';
  /** JSON pointer to the field of the request that would put it right. */
  pointer: string;
}

/** Small groups as the format forms them at its default length. */
export interface Grouping {
  tableSize: number;
  rounds: number;
  roundMinutes: number;
  /** What every table keeps, as far as the people allow. */
  rules?: { notOwnManager?: true; sharedLanguage?: true };
  /** Somebody stays at each table, the others move on. */
  hostsStay?: true;
  /** The first half of the rounds is for the most distant pairs, the others for those where one can learn from the other. */
  learning?: true;
}

/** The rules of one kind of gathering. Every text is a sentence for people to read. */
export interface Format {
  name: FormatName;
  title: string;
  purpose: string;
  defaultDurationMinutes: number;
  /** Blocks of whole minutes that add up to exactly the length. Throws RangeError for a length `check` refuses. */
  agenda(durationMinutes: number): AgendaBlock[];
  /** What is wrong with a plan, worst first; empty when all is well. */
  check(input: FormatInput): FormatFinding[];
  /** People it holds at this length unless the organiser says otherwise; null is no limit. */
  defaultCapacity(durationMinutes: number): number | null;
  /** null: no tables, so being there makes nobody acquainted. */
  grouping: Grouping | null;
  encounterRule: string;
  followUpQuestion: string;
  remoteOption: string;
  accessNeeds: string;
}
