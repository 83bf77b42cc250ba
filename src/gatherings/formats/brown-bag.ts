import { type AgendaBlock, scaleAgenda, shortestOf } from '../agenda.ts';
import { MET_WHEN_BOTH_SAY_SO } from './encounter-rules.ts';
import { findingsOf, type Rules } from './findings.ts';
import type { Format, FormatFinding, FormatInput } from './format.ts';

const AGENDA: readonly AgendaBlock[] = [
  { title: 'Settling in with lunch', minutes: 5, kind: 'opening' },
  { title: 'A story or a question to start from', minutes: 10, kind: 'talk' },
  { title: 'Conversation, come and go', minutes: 25, kind: 'open' },
  { title: 'What we take back', minutes: 5, kind: 'closing' },
];

const MINUTES_PER_HOUR = 60;
/** Our defaults for the hours in which people have lunch. */
const LUNCH_FROM = 11 * MINUTES_PER_HOUR;
const LUNCH_UNTIL = 14 * MINUTES_PER_HOUR + 30;

function withinLunch({ startLocal, durationMinutes }: FormatInput): FormatFinding[] {
  const [hours = 0, minutes = 0] = startLocal.slice('YYYY-MM-DDT'.length).split(':').map(Number);
  const start = hours * MINUTES_PER_HOUR + minutes;
  if (start >= LUNCH_FROM && start + durationMinutes <= LUNCH_UNTIL) return [];
  const message = 'A brown bag is held within lunch, between 11:00 and 14:30.';
  const remedy = 'Move the start, or shorten it, so that it fits into lunch.';
  return [{ code: 'not-at-lunch', message, remedy, severity: 'warn', pointer: '/start' }];
}

const RULES: Rules = {
  subject: 'A brown bag',
  must: { min: shortestOf(AGENDA) },
  usual: { min: 30, max: 60 },
  agenda: (durationMinutes) => scaleAgenda(AGENDA, durationMinutes),
  own: withinLunch,
};

export const brownBag: Format = {
  name: 'brown-bag',
  title: 'Brown bag',
  purpose: 'Lunch with a topic and no formal presentation, open to all.',
  defaultDurationMinutes: 45,
  agenda: RULES.agenda,
  check: (input) => findingsOf(RULES, input),
  defaultCapacity: () => null,
  grouping: null,
  encounterRule: MET_WHEN_BOTH_SAY_SO,
  followUpQuestion: 'What did you hear that you want to know more about, and from whom?',
  remoteOption: 'Put a screen and a microphone on the table, and say who is remote at the start.',
  accessNeeds:
    'A room where eating is allowed, step-free, with seats near the door for those who come and go.',
};
