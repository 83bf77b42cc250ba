import { type Rounds, roundsAgenda } from '../agenda.ts';
import { MET_AT_A_TABLE } from './encounter-rules.ts';
import { findingsOf, type Rules } from './findings.ts';
import type { Format, FormatFinding, FormatInput } from './format.ts';

/** Gurteen: 16 to 24 people make a circle in which everybody is still heard. */
const PEOPLE_MIN = 16;
const PEOPLE_MAX = 24;

/** Gurteen: rounds of 10 to 15 minutes. */
const ROUNDS: Rounds = {
  titles: ['First conversation', 'Second conversation, in a new group', 'Third conversation, in a new group'],
  roundMinutes: 15,
  opening: { title: 'Welcome and the question', minutes: 15, kind: 'opening' },
  closing: { title: 'Conversation in one circle', minutes: 30, kind: 'plenary' },
};

const RULES: Rules = {
  subject: 'A knowledge café',
  must: { min: ROUNDS.titles.length },
  usual: { min: 45, max: 120 },
  agenda: (durationMinutes) => roundsAgenda(ROUNDS, durationMinutes),
  tableSize: { min: 3, max: 4 },
  own: circleSize,
};

function circleSize({ capacity }: FormatInput): FormatFinding[] {
  if (capacity === null || (capacity >= PEOPLE_MIN && capacity <= PEOPLE_MAX)) return [];
  const message = `A knowledge café is a conversation of ${PEOPLE_MIN} to ${PEOPLE_MAX} people, who end in one circle.`;
  const remedy = `Set the capacity to ${PEOPLE_MIN} to ${PEOPLE_MAX}, or hold a world café for more.`;
  return [{ code: 'knowledge-cafe-circle', message, remedy, severity: 'warn', pointer: '/capacity' }];
}

export const knowledgeCafe: Format = {
  name: 'knowledge-cafe',
  title: 'Knowledge café',
  purpose:
    'An open question is talked over in small changing groups, without table hosts, notes or a report.',
  defaultDurationMinutes: 90,
  agenda: RULES.agenda,
  check: (input) => findingsOf(RULES, input),
  defaultCapacity: () => PEOPLE_MAX,
  grouping: { tableSize: 4, rounds: 3, roundMinutes: 15 },
  encounterRule: MET_AT_A_TABLE,
  followUpQuestion: 'What did somebody say that you still think about?',
  remoteOption: 'Breakout rooms of three or four that change each round, then everybody in one call.',
  accessNeeds: 'Small groups far enough apart to hear each other, and time to move between them.',
};
