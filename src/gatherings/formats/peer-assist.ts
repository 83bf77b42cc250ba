import { type AgendaBlock, scaleAgenda, shortestOf } from '../agenda.ts';
import { overDays } from '../nights.ts';
import { MET_AT_A_TABLE } from './encounter-rules.ts';
import { findingsOf, type Rules } from './findings.ts';
import type { Format, FormatFinding, FormatInput } from './format.ts';

/** KS Toolkit: the one-hour peer assist. */
const HOUR: readonly AgendaBlock[] = [
  { title: 'Welcome', minutes: 5, kind: 'opening' },
  { title: 'The problem and its context', minutes: 10, kind: 'talk' },
  { title: 'Clarifying questions', minutes: 10, kind: 'questions' },
  { title: 'Ideas in groups of at most four', minutes: 20, kind: 'tables' },
  { title: 'Feedback to the hosts', minutes: 10, kind: 'plenary' },
  { title: 'Playback and actions', minutes: 5, kind: 'closing' },
];

/** Half a day, with an hour for the assisters alone. */
const HALF_DAY: readonly AgendaBlock[] = [
  { title: 'Getting to know each other', minutes: 20, kind: 'getting-to-know' },
  { title: 'Purpose and rules', minutes: 10, kind: 'opening' },
  { title: 'The problem and its context', minutes: 45, kind: 'talk' },
  { title: 'Clarifying questions', minutes: 35, kind: 'questions' },
  { title: 'Break', minutes: 15, kind: 'break' },
  { title: 'The assisters alone', minutes: 60, kind: 'assisters' },
  { title: 'Feedback to the hosts', minutes: 30, kind: 'plenary' },
  { title: 'Actions', minutes: 20, kind: 'closing' },
  { title: 'Close', minutes: 5, kind: 'closing' },
];
export const HALF_DAY_MINUTES = 240;

/** Our default for a whole day: the half day with lunch and more time for each step. */
const DAY: readonly AgendaBlock[] = [
  { title: 'Getting to know each other', minutes: 30, kind: 'getting-to-know' },
  { title: 'Purpose and rules', minutes: 15, kind: 'opening' },
  { title: 'The problem and its context', minutes: 75, kind: 'talk' },
  { title: 'Break', minutes: 15, kind: 'break' },
  { title: 'Clarifying questions', minutes: 60, kind: 'questions' },
  { title: 'Lunch', minutes: 60, kind: 'break' },
  { title: 'The assisters alone', minutes: 105, kind: 'assisters' },
  { title: 'Break', minutes: 15, kind: 'break' },
  { title: 'Feedback to the hosts', minutes: 45, kind: 'plenary' },
  { title: 'Actions', minutes: 45, kind: 'closing' },
  { title: 'Close', minutes: 15, kind: 'closing' },
];
/** Six hours and more go over lunch. */
const DAY_MINUTES_MIN = 360;

/** Our default for two days: one to understand, one to advise. */
const TWO_DAYS: readonly AgendaBlock[] = [
  { title: 'Getting to know each other', minutes: 45, kind: 'getting-to-know' },
  { title: 'Purpose and rules', minutes: 15, kind: 'opening' },
  { title: 'The problem and its context', minutes: 90, kind: 'talk' },
  { title: 'Break', minutes: 15, kind: 'break' },
  { title: 'Clarifying questions', minutes: 75, kind: 'questions' },
  { title: 'Lunch', minutes: 60, kind: 'break' },
  { title: 'Looking and asking on the spot', minutes: 120, kind: 'questions' },
  { title: 'Break', minutes: 15, kind: 'break' },
  { title: 'First thoughts', minutes: 45, kind: 'plenary' },
  { title: 'The assisters alone', minutes: 150, kind: 'assisters' },
  { title: 'Break', minutes: 15, kind: 'break' },
  { title: 'Feedback to the hosts', minutes: 75, kind: 'plenary' },
  { title: 'Lunch', minutes: 60, kind: 'break' },
  { title: 'Working out the ideas together', minutes: 90, kind: 'plenary' },
  { title: 'Break', minutes: 15, kind: 'break' },
  { title: 'Actions', minutes: 60, kind: 'closing' },
  { title: 'Close', minutes: 15, kind: 'closing' },
];
const TWO_DAYS_MINUTES = 2_880;

/** Twelve waking hours and more are two days' work. */
const TWO_DAYS_WAKING_MIN = 720;

function longAgenda(minutes: number): AgendaBlock[] {
  if (minutes < DAY_MINUTES_MIN) return scaleAgenda(HALF_DAY, minutes);
  return scaleAgenda(minutes < TWO_DAYS_WAKING_MIN ? DAY : TWO_DAYS, minutes);
}

const DATE_LENGTH = 'yyyy-mm-dd'.length;
const MS_PER_MINUTE = 60_000;

/** A meeting that is moved must still be over by the date of the decision. */
function beforeDecision({ startLocal, durationMinutes, briefing }: FormatInput): FormatFinding[] {
  if (!briefing) return [];
  const end = new Date(Date.parse(`${startLocal}Z`) + durationMinutes * MS_PER_MINUTE - 1);
  const lastDay = end.toISOString().slice(0, DATE_LENGTH);
  if (lastDay <= briefing.decisionOn) return [];
  const message = `The meeting would end after the decision on ${briefing.decisionOn}: what is learnt would come too late.`;
  const remedy = `Meet before ${briefing.decisionOn}.`;
  return [{ code: 'peer-assist-after-decision', message, remedy, severity: 'refuse', pointer: '/start' }];
}

/** The published default for a panel of assisters. */
const ASSISTERS_DEFAULT = 8;

const RULES: Rules = {
  subject: 'A peer assist',
  must: { min: shortestOf(HOUR), max: TWO_DAYS_MINUTES },
  usual: { min: 60, max: TWO_DAYS_MINUTES },
  agenda: (durationMinutes) =>
    durationMinutes < HALF_DAY_MINUTES
      ? scaleAgenda(HOUR, durationMinutes)
      : overDays(durationMinutes, longAgenda),
  tableSize: { min: 3, max: 4 },
  own: beforeDecision,
};

export const peerAssist: Format = {
  name: 'peer-assist',
  title: 'Peer assist',
  purpose: 'A team asks people from other teams for help before it decides, to learn and not to be endorsed.',
  defaultDurationMinutes: 60,
  agenda: RULES.agenda,
  check: (input) => findingsOf(RULES, input),
  defaultCapacity: () => ASSISTERS_DEFAULT,
  grouping: { tableSize: 4, rounds: 1, roundMinutes: 20 },
  encounterRule: MET_AT_A_TABLE,
  followUpQuestion: 'Which of the ideas did you adopt, adapt or decline, and why?',
  remoteOption: 'Works as a video call with one breakout room for each group of ideas.',
  accessNeeds: 'Send the problem in writing beforehand, and read aloud whatever is shown.',
};
