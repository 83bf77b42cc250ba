import { type Rounds, roundsAgenda } from '../agenda.ts';
import { MET_AT_A_TABLE } from './encounter-rules.ts';
import { findingsOf, type Rules } from './findings.ts';
import type { Format } from './format.ts';

const ROUNDS: Rounds = {
  titles: ['First round: newcomers with old hands', 'Second round: other newcomers with other old hands'],
  roundMinutes: 20,
  opening: { title: 'Welcome, who is here', minutes: 10, kind: 'opening' },
  closing: { title: 'Whom to ask for what, and next meetings', minutes: 10, kind: 'closing' },
};

const RULES: Rules = {
  subject: 'A newcomers’ welcome',
  must: { min: ROUNDS.titles.length },
  usual: { min: 45, max: 120 },
  agenda: (durationMinutes) => roundsAgenda(ROUNDS, durationMinutes),
  tableSize: { min: 4, max: 8 },
};

export const newcomersWelcome: Format = {
  name: 'newcomers-welcome',
  title: 'Newcomers’ welcome',
  purpose: 'Newcomers, movers and returners meet old hands of several teams, and not only each other.',
  defaultDurationMinutes: 60,
  agenda: RULES.agenda,
  check: (input) => findingsOf(RULES, input),
  defaultCapacity: () => null,
  grouping: { tableSize: 6, rounds: 2, roundMinutes: 20 },
  encounterRule: MET_AT_A_TABLE,
  followUpQuestion: 'Whom would you still like to be introduced to?',
  remoteOption: 'One breakout room for each table, and at least one old hand in each.',
  accessNeeds: 'Ask newcomers beforehand what they need; names in large letters; no shouting across a hall.',
};
