import { type AgendaBlock, scaleAgenda, shortestOf } from '../agenda.ts';
import { MET_WHEN_BOTH_SAY_SO } from './encounter-rules.ts';
import { findingsOf, type Rules } from './findings.ts';
import type { Format } from './format.ts';

const AGENDA: readonly AgendaBlock[] = [
  { title: 'Arriving, with a prompt card for those who like one', minutes: 15, kind: 'opening' },
  { title: 'Time together', minutes: 65, kind: 'open' },
  { title: 'Thanks and good-bye', minutes: 10, kind: 'closing' },
];

const RULES: Rules = {
  subject: 'A social gathering',
  must: { min: shortestOf(AGENDA) },
  usual: { min: 30, max: 240 },
  agenda: (durationMinutes) => scaleAgenda(AGENDA, durationMinutes),
};

export const social: Format = {
  name: 'social',
  title: 'Social gathering',
  purpose: 'Time together without a programme, where it is easy to talk to somebody new.',
  defaultDurationMinutes: 90,
  agenda: RULES.agenda,
  check: (input) => findingsOf(RULES, input),
  defaultCapacity: () => null,
  grouping: null,
  encounterRule: MET_WHEN_BOTH_SAY_SO,
  followUpQuestion: 'Is there somebody you talked to and would like to meet again?',
  remoteOption: 'A video room with small side rooms that people move between as they like.',
  accessNeeds:
    'Not always in the evening, drinks without alcohol, quiet corners, seats, and music low enough to talk.',
};
