import { type AgendaBlock, scaleAgenda, shortestOf } from '../agenda.ts';
import { MET_WHEN_BOTH_SAY_SO } from './encounter-rules.ts';
import { findingsOf, type Rules } from './findings.ts';
import type { Format } from './format.ts';

const AGENDA: readonly AgendaBlock[] = [
  { title: 'Opening: how to find your way', minutes: 10, kind: 'opening' },
  { title: 'Stalls open, first half of the staff visits', minutes: 70, kind: 'open' },
  { title: 'Break', minutes: 15, kind: 'break' },
  { title: 'Stalls open, second half of the staff visits', minutes: 70, kind: 'open' },
  { title: 'Agreements: who helps whom, with what, by when', minutes: 15, kind: 'closing' },
];

const RULES: Rules = {
  subject: 'A knowledge fair',
  must: { min: shortestOf(AGENDA) },
  usual: { min: 90, max: 480 },
  agenda: (durationMinutes) => scaleAgenda(AGENDA, durationMinutes),
};

export const knowledgeFair: Format = {
  name: 'knowledge-fair',
  title: 'Knowledge fair',
  purpose:
    'Stalls say what they offer and what they ask for, and visitors find the people who can answer them.',
  defaultDurationMinutes: 180,
  agenda: RULES.agenda,
  check: (input) => findingsOf(RULES, input),
  defaultCapacity: () => null,
  grouping: null,
  encounterRule: MET_WHEN_BOTH_SAY_SO,
  followUpQuestion: 'Which agreement did you make, and what is its first step?',
  remoteOption: 'One video room for each stall, with its offers and asks on a page that lists the rooms.',
  accessNeeds:
    'Step-free ways between the stalls, seats on the way, and texts large enough to read from a chair.',
};
