import { scaleAgenda } from '../agenda.ts';
import { MET_AT_A_TABLE } from './encounter-rules.ts';
import { findingsOf, type Rules } from './findings.ts';
import type { Format } from './format.ts';

const MINUTES_MIN = 20;
const MINUTES_MAX = 30;

const AGENDA = [{ title: 'Coffee and one prompt', minutes: MINUTES_MAX, kind: 'tables' }] as const;

const RULES: Rules = {
  subject: 'A coffee',
  must: { min: MINUTES_MIN, max: MINUTES_MAX },
  usual: { min: MINUTES_MIN, max: MINUTES_MAX },
  agenda: (durationMinutes) => scaleAgenda(AGENDA, durationMinutes),
  tableSize: { min: 2, max: 6 },
};

export const coffee: Format = {
  name: 'coffee',
  title: 'Coffee',
  purpose: 'Two people who would not meet otherwise have a coffee, each with one thing to ask advice on.',
  defaultDurationMinutes: MINUTES_MAX,
  agenda: RULES.agenda,
  check: (input) => findingsOf(RULES, input),
  defaultCapacity: () => null,
  grouping: {
    tableSize: 2,
    rounds: 1,
    roundMinutes: MINUTES_MAX,
    rules: { notOwnManager: true, sharedLanguage: true },
  },
  encounterRule: MET_AT_A_TABLE,
  followUpQuestion: 'Did you meet?',
  remoteOption: 'A video or telephone call within an hour that both work.',
  accessNeeds: 'The two agree on a place or a call that suits both; nobody has to say why.',
};
