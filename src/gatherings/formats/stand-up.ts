import { scaleAgenda, shortestOf } from '../agenda.ts';
import { MET_IN_THE_CIRCLE } from './encounter-rules.ts';
import { findingsOf, type Rules } from './findings.ts';
import type { Format, FormatFinding, FormatInput } from './format.ts';

const MINUTES_MAX = 15;
/** The published time for each speaker of a cross-team stand-up. */
export const SECONDS_EACH = 90;
const SECONDS_PER_MINUTE = 60;

const AGENDA = [{ title: 'Round robin, 90 seconds each', minutes: MINUTES_MAX, kind: 'plenary' }] as const;

/** Members of a stand-up across teams, and the units they come from at least: our defaults (domain rules §1). */
export const CREW_MIN = 6;
export const CREW_MAX = 9;
export const CREW_UNITS_MIN = 3;

/** How many people can speak in so many minutes. */
export const speakersMax = (durationMinutes: number) =>
  Math.max(1, Math.floor((durationMinutes * SECONDS_PER_MINUTE) / SECONDS_EACH));

function speakingTime({ capacity, durationMinutes }: FormatInput): FormatFinding[] {
  const most = speakersMax(durationMinutes);
  if (capacity === null || capacity <= most) return [];
  const message = `In ${durationMinutes} minutes ${most} people can speak for ${SECONDS_EACH} seconds each.`;
  const remedy = `Set the capacity to ${most}, or hold two stand-ups.`;
  return [{ code: 'stand-up-no-time-to-speak', message, remedy, severity: 'refuse', pointer: '/capacity' }];
}

const RULES: Rules = {
  subject: 'A stand-up',
  must: { min: shortestOf(AGENDA), max: MINUTES_MAX },
  usual: { min: 5, max: MINUTES_MAX },
  agenda: (durationMinutes) => scaleAgenda(AGENDA, durationMinutes),
  own: speakingTime,
};

export const standUp: Format = {
  name: 'stand-up',
  title: 'Stand-up',
  purpose: 'People of several teams hear, at the same place and time each week, what the others are doing.',
  defaultDurationMinutes: MINUTES_MAX,
  agenda: RULES.agenda,
  check: (input) => findingsOf(RULES, input),
  defaultCapacity: speakersMax,
  grouping: null,
  encounterRule: MET_IN_THE_CIRCLE,
  followUpQuestion: 'Whom do you want to hear more from?',
  remoteOption: 'Works as a video call with cameras optional; the speaking order is shown to all.',
  accessNeeds: 'Nobody has to stand, and the speaking order is random so that nobody always comes last.',
};
