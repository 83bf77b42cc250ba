import { instantOf, isLocalTime, isTimeZone } from '../calendar/time-zones.ts';
import { type Audience, type Gathering, REMINDERS_DEFAULT, type Reminders } from '../db/schema/index.ts';
import { hasUnsafeCharacters } from '../people/unsafe-characters.ts';
import type { InputError } from '../problems.ts';
import type { ScheduleInput } from './schemas.ts';

/** What an organiser decides about a gathering, as it is kept; all else follows from it. */
export type Plan = Pick<
  Gathering,
  | 'title'
  | 'purpose'
  | 'startLocal'
  | 'timeZone'
  | 'durationMinutes'
  | 'place'
  | 'onlineUrl'
  | 'capacity'
  | 'hybrid'
  | 'remoteCapacity'
  | 'hostId'
  | 'facilitatorId'
  | 'audience'
  | 'mixing'
  | 'reminders'
  | 'offerHours'
  | 'asksNeeds'
  | 'guestsAllowed'
>;

const MS_PER_MINUTE = 60_000;
const START_WITHOUT_SECONDS = 'yyyy-mm-ddThh:mm'.length;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/**
 * Reads the given fields of a plan: texts trimmed and in Unicode normal form C, empty ones as null, the start with
 * its seconds, reminders that are not named as they were before. Fields that are not given are not looked at.
 * @returns the values as they are kept, or everything that is wrong with them.
 */
export function readPlan(
  input: Partial<Omit<ScheduleInput, 'format' | 'answerUntil'>>,
  remindersBefore: Reminders = REMINDERS_DEFAULT,
): { values: Partial<Plan> } | { errors: InputError[] } {
  const { start, title, purpose, place, onlineUrl, audience, reminders, ...rest } = input;
  const values: Partial<Plan> = { ...rest };
  if (title !== undefined) values.title = title.trim().normalize('NFC');
  if (purpose !== undefined) values.purpose = tidy(purpose);
  if (place !== undefined) values.place = tidy(place);
  if (onlineUrl !== undefined) values.onlineUrl = tidy(onlineUrl);
  if (start !== undefined) values.startLocal = start.length === START_WITHOUT_SECONDS ? `${start}:00` : start;
  if (audience !== undefined) values.audience = withoutEmpty(audience);
  if (reminders !== undefined) values.reminders = { ...remindersBefore, ...reminders };
  const errors = errorsOf(values);
  return errors.length > 0 ? { errors } : { values };
}

/** When a plan begins and ends, and how its local start was read. The fields must have passed `readPlan`. */
export function timesOf({
  startLocal,
  timeZone,
  durationMinutes,
}: Pick<Plan, 'startLocal' | 'timeZone' | 'durationMinutes'>) {
  const { instant, resolution } = instantOf(startLocal, timeZone);
  const endsAt = new Date(instant.getTime() + durationMinutes * MS_PER_MINUTE);
  return { startsAt: instant, endsAt, startResolution: resolution };
}

/** Reads a text of several lines by the rule for a purpose; an empty one is null. */
export function readText(
  pointer: string,
  text: string | null,
): { value: string | null } | { errors: InputError[] } {
  const value = tidy(text);
  const message = value === null ? null : textError(value);
  return message === null ? { value } : { errors: [{ pointer, message }] };
}

function tidy(text: string | null): string | null {
  const tidied = text?.trim().normalize('NFC').replaceAll('\r\n', '\n');
  return tidied ? tidied : null;
}

function withoutEmpty(audience: Audience): Audience {
  const { everyone, units = [], locations = [], personIds = [] } = audience;
  return {
    ...(everyone ? { everyone } : {}),
    ...(units.length > 0 ? { units } : {}),
    ...(locations.length > 0 ? { locations } : {}),
    ...(personIds.length > 0 ? { personIds } : {}),
  };
}

function errorsOf(plan: Partial<Plan>): InputError[] {
  const { title, purpose, place, onlineUrl, startLocal, timeZone, audience } = plan;
  const found: [pointer: string, message: string | null][] = [
    ['/title', title === undefined ? null : lineError(title)],
    ['/purpose', purpose ? textError(purpose) : null],
    ['/place', place ? lineError(place) : null],
    ['/onlineUrl', onlineUrl ? urlError(onlineUrl) : null],
    ['/start', startLocal === undefined ? null : startError(startLocal)],
    ['/timeZone', timeZone === undefined ? null : zoneError(timeZone)],
    ['/audience', audience ? audienceError(audience) : null],
  ];
  return found.flatMap(([pointer, message]) => (message === null ? [] : [{ pointer, message }]));
}

/** A title and a place stand in mail headers and calendar lines. */
function lineError(text: string): string | null {
  if (hasUnsafeCharacters(text)) {
    return 'must be one line without control or bidirectional characters';
  }
  return LETTER_OR_DIGIT.test(text) ? null : 'must hold a letter or a digit';
}

function textError(text: string): string | null {
  const unsafe = hasUnsafeCharacters(text.replaceAll('\n', ' '));
  return unsafe ? 'must not hold control or bidirectional characters; line breaks are fine' : null;
}

function urlError(text: string): string | null {
  // The parser drops line breaks and tabs without a word, so they are looked for first.
  const url = /\s/u.test(text) || hasUnsafeCharacters(text) || !URL.canParse(text) ? null : new URL(text);
  if (!url || !['http:', 'https:'].includes(url.protocol))
    return 'must be an address that begins with https://';
  return url.username || url.password ? 'must not hold a user name or a password' : null;
}

function startError(local: string): string | null {
  return isLocalTime(local) ? null : 'must be a date and time that exist, from 1970 to 2199';
}

function zoneError(timeZone: string): string | null {
  return isTimeZone(timeZone) ? null : 'must be a time zone of the IANA database such as Africa/Nairobi';
}

function audienceError({ everyone, ...named }: Audience): string | null {
  const names = Object.keys(named).length > 0;
  if (everyone && names) return 'is either everyone or the named units, locations and people, not both';
  return everyone || names ? null : 'names nobody; give everyone: true, units, locations or personIds';
}
