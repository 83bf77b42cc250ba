import { type AgendaBlock, lengthOf, shareOut } from '../agenda.ts';
import { overDays } from '../nights.ts';
import { MET_AT_A_TABLE } from './encounter-rules.ts';
import { findingsOf, type Rules } from './findings.ts';
import type { Format } from './format.ts';

const DAY: readonly AgendaBlock[] = [
  { title: 'Arrival and what the day is for', minutes: 30, kind: 'opening' },
  { title: 'First session at mixed tables', minutes: 75, kind: 'tables' },
  { title: 'Break', minutes: 20, kind: 'break' },
  { title: 'Second session, all together', minutes: 75, kind: 'plenary' },
  { title: 'Lunch', minutes: 60, kind: 'break' },
  { title: 'Third session at mixed tables', minutes: 75, kind: 'tables' },
  { title: 'Break', minutes: 20, kind: 'break' },
  { title: 'Open session', minutes: 75, kind: 'open' },
  { title: 'What we take with us', minutes: 50, kind: 'closing' },
];

/** The part of the waking time that is break: a fifth at least, and a little over in a day of this plan. */
const BREAK_SHARE = lengthOf(DAY.filter(({ kind }) => kind === 'break')) / lengthOf(DAY);
const TWO_DAYS_MINUTES = 2_880;

/** The plan once for each day, breaks and sessions stretched each in their own proportion. */
function daysAgenda(minutes: number, days: number): AgendaBlock[] {
  const blocks = Array.from({ length: days }, () => DAY).flat();
  const weights = (isBreak: boolean) =>
    blocks.filter(({ kind }) => (kind === 'break') === isBreak).map((block) => block.minutes);
  const breakMinutes = Math.max(weights(true).length, Math.ceil(minutes * BREAK_SHARE));
  const breaks = shareOut(breakMinutes, weights(true)).values();
  const sessions = shareOut(minutes - breakMinutes, weights(false)).values();
  return blocks.map((block) => {
    const next = (block.kind === 'break' ? breaks : sessions).next();
    return { ...block, minutes: next.value ?? block.minutes };
  });
}

const RULES: Rules = {
  subject: 'A retreat',
  must: { min: DAY.length, max: TWO_DAYS_MINUTES },
  usual: { min: 360, max: TWO_DAYS_MINUTES },
  agenda: (durationMinutes) => overDays(durationMinutes, daysAgenda),
  tableSize: { min: 4, max: 8 },
};

export const retreat: Format = {
  name: 'retreat',
  title: 'Retreat',
  purpose:
    'A day or two away from the desks, in which each person gets to know people of several other teams.',
  defaultDurationMinutes: 480,
  agenda: RULES.agenda,
  check: (input) => findingsOf(RULES, input),
  defaultCapacity: () => null,
  grouping: { tableSize: 6, rounds: 2, roundMinutes: 75 },
  encounterRule: MET_AT_A_TABLE,
  followUpQuestion: 'What have you taken up again with somebody you met there?',
  remoteOption: 'Better in one place; people far away join single sessions in a breakout room of their own.',
  accessNeeds:
    'Step-free rooms and beds, diets asked beforehand, a quiet room, and help for those who care for others.',
};
