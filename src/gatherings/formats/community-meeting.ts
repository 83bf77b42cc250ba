import { type AgendaBlock, scaleAgenda, shortestOf } from '../agenda.ts';
import { MET_AT_A_TABLE } from './encounter-rules.ts';
import { findingsOf, type Rules } from './findings.ts';
import type { Format } from './format.ts';

const AGENDA: readonly AgendaBlock[] = [
  { title: 'Welcome, and new members say hello', minutes: 10, kind: 'opening' },
  { title: 'A member’s case', minutes: 15, kind: 'talk' },
  { title: 'The case at mixed tables', minutes: 20, kind: 'tables' },
  { title: 'Offers and asks', minutes: 10, kind: 'plenary' },
  { title: 'What we do until next time', minutes: 5, kind: 'closing' },
];

const RULES: Rules = {
  subject: 'A community meeting',
  must: { min: shortestOf(AGENDA) },
  usual: { min: 45, max: 120 },
  agenda: (durationMinutes) => scaleAgenda(AGENDA, durationMinutes),
  tableSize: { min: 3, max: 8 },
};

export const communityMeeting: Format = {
  name: 'community-meeting',
  title: 'Community meeting',
  purpose: 'People who share a practice bring cases, offer help and welcome those who are new to it.',
  defaultDurationMinutes: 60,
  agenda: RULES.agenda,
  check: (input) => findingsOf(RULES, input),
  defaultCapacity: () => null,
  grouping: { tableSize: 6, rounds: 1, roundMinutes: 20 },
  encounterRule: MET_AT_A_TABLE,
  followUpQuestion: 'What could you offer, or what would you like to learn, before the next meeting?',
  remoteOption: 'Works as a video call with breakout rooms; rotate the hour if members are far apart.',
  accessNeeds: 'Share the case in writing beforehand, and caption the call.',
};
