import { type Rounds, roundsAgenda } from '../agenda.ts';
import { MET_AT_A_TABLE } from './encounter-rules.ts';
import { findingsOf, type Rules } from './findings.ts';
import type { Format } from './format.ts';

/** Five conversations of fifteen minutes (eLife 2014). */
const ROUNDS: Rounds = {
  titles: ['First pair', 'Second pair', 'Third pair', 'Fourth pair', 'Fifth pair'],
  roundMinutes: 15,
  opening: { title: 'Welcome and the prompt', minutes: 5, kind: 'opening' },
  closing: { title: 'What to take up again', minutes: 10, kind: 'closing' },
};

const RULES: Rules = {
  subject: 'A speed networking session',
  must: { min: ROUNDS.titles.length },
  usual: { min: 50, max: 120 },
  agenda: (durationMinutes) => roundsAgenda(ROUNDS, durationMinutes),
  tableSize: { min: 2, max: 3 },
};

export const speedNetworking: Format = {
  name: 'speed-networking',
  title: 'Speed networking',
  purpose:
    'Short conversations between people whose work is far apart, or where one can learn from the other.',
  defaultDurationMinutes: 90,
  agenda: RULES.agenda,
  check: (input) => findingsOf(RULES, input),
  defaultCapacity: () => null,
  grouping: { tableSize: 2, rounds: 5, roundMinutes: 15, learning: true },
  encounterRule: MET_AT_A_TABLE,
  followUpQuestion: 'What could you offer to, or learn from, one of the people you talked to?',
  remoteOption: 'Breakout rooms for two that change when the bell rings.',
  accessNeeds:
    'A bell that is seen as well as heard, seats that need not change, and a break for whoever asks.',
};
