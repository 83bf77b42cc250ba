import { type AgendaBlock, scaleAgenda, shortestOf } from '../agenda.ts';
import { MET_AT_A_TABLE } from './encounter-rules.ts';
import { findingsOf, type Rules } from './findings.ts';
import type { Format, FormatFinding, FormatInput } from './format.ts';

const AGENDA: readonly AgendaBlock[] = [
  { title: 'Welcome', minutes: 5, kind: 'opening' },
  { title: 'What is new', minutes: 15, kind: 'talk' },
  { title: 'Questions and answers', minutes: 50, kind: 'questions' },
  { title: 'One round at mixed tables', minutes: 15, kind: 'tables' },
  { title: 'What happens with open questions', minutes: 5, kind: 'closing' },
];

function remoteModerator({ place, onlineUrl, facilitatorId }: FormatInput): FormatFinding[] {
  if (place === null || onlineUrl === null || facilitatorId !== null) return [];
  const message = 'A town hall held in a room and online at once needs a moderator for those who are remote.';
  const remedy = 'Name a facilitator who looks after the remote questions.';
  return [
    { code: 'remote-moderator', message, remedy, severity: 'warn', pointer: '/facilitatorId' } as const,
  ];
}

const RULES: Rules = {
  subject: 'A town hall',
  must: { min: shortestOf(AGENDA) },
  usual: { min: 60, max: 120 },
  agenda: (durationMinutes) => scaleAgenda(AGENDA, durationMinutes),
  tableSize: { min: 4, max: 8 },
  own: remoteModerator,
};

export const townHall: Format = {
  name: 'town-hall',
  title: 'Town hall',
  purpose:
    'Everybody can ask those who lead, hears the answer, and talks it over with people of other teams.',
  defaultDurationMinutes: 90,
  agenda: RULES.agenda,
  check: (input) => findingsOf(RULES, input),
  defaultCapacity: () => null,
  grouping: { tableSize: 6, rounds: 1, roundMinutes: 15 },
  encounterRule: MET_AT_A_TABLE,
  followUpQuestion: 'Which question of yours is still open?',
  remoteOption:
    'Stream it with a moderator who reads out remote questions, and use breakout rooms for the tables.',
  accessNeeds: 'Live captions, questions in writing as well as aloud, and a microphone for every question.',
};
