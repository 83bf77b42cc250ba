import { type Rounds, roundsAgenda } from '../agenda.ts';
import { MET_AT_A_TABLE } from './encounter-rules.ts';
import { findingsOf, type Rules } from './findings.ts';
import type { Format } from './format.ts';

const ROUNDS: Rounds = {
  titles: ['First round', 'Second round, at another table', 'Third round, at another table'],
  roundMinutes: 20,
  opening: { title: 'Welcome and the question', minutes: 10, kind: 'opening' },
  closing: { title: 'Harvest: what the tables found', minutes: 20, kind: 'closing' },
};

const RULES: Rules = {
  subject: 'A world café',
  must: { min: ROUNDS.titles.length },
  usual: { min: 60, max: 150 },
  agenda: (durationMinutes) => roundsAgenda(ROUNDS, durationMinutes),
  tableSize: { min: 4, max: 6 },
};

export const worldCafe: Format = {
  name: 'world-cafe',
  title: 'World café',
  purpose: 'One question goes round the tables: a host stays at each, the others move and carry ideas along.',
  defaultDurationMinutes: 90,
  agenda: RULES.agenda,
  check: (input) => findingsOf(RULES, input),
  defaultCapacity: () => null,
  grouping: { tableSize: 5, rounds: 3, roundMinutes: 20, hostsStay: true },
  encounterRule: MET_AT_A_TABLE,
  followUpQuestion: 'Which idea of another table did you take with you?',
  remoteOption: 'One breakout room and one shared page for each table; the host stays, the others are moved.',
  accessNeeds:
    'Time to move between rounds, ways wide enough for wheelchairs, and a seat kept for those who cannot move.',
};
