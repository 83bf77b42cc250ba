import { FIRST_YEAR, LAST_YEAR, transitionsOf } from './zone-rules.ts';

/**
 * How a local time was read: `exact`; `first-of-two`, it comes twice when the clocks go back and the first is
 * meant; `gap`, it is skipped when the clocks go forward and is read with the offset before (RFC 5545 §3.3.5).
 */
export type Resolution = 'exact' | 'gap' | 'first-of-two';

const LOCAL_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})$/;
const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;

/** The fields of a local time read as UTC, in milliseconds; undefined when there is no such date or time. */
function fieldsOf(local: string): number | undefined {
  const match = LOCAL_TIME.exec(local);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  if (year < FIRST_YEAR || year > LAST_YEAR) return undefined;
  const fields = Date.UTC(year, month - 1, day, hour, minute, second);
  return localText(fields) === local ? fields : undefined;
}

function localText(fields: number): string {
  return new Date(fields).toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length);
}

/** Whether this is a local time as `2026-12-03T14:00:00`: a real date of the years 1970 to 2199. */
export function isLocalTime(text: string): boolean {
  return fieldsOf(text) !== undefined;
}

/** Milliseconds to add to an instant for the local fields. */
function offsetAt(at: number, timeZone: string): number {
  const transitions = transitionsOf(timeZone);
  let low = 0;
  let high = transitions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((transitions[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low > 0 ? (transitions[low - 1]?.offsetAfter ?? 0) : (transitions[0]?.offsetBefore ?? 0);
}

/**
 * The instant of a local time. Throws RangeError for a text that is no local time or an unknown zone: check with
 * `isLocalTime` and `isTimeZone` first.
 */
export function instantOf(local: string, timeZone: string): { instant: Date; resolution: Resolution } {
  const fields = fieldsOf(local);
  if (fields === undefined) throw new RangeError('not a local time');
  // No zone changes twice within two days, so these two are the only offsets that can apply.
  const before = offsetAt(fields - MS_PER_DAY, timeZone);
  const after = offsetAt(fields + MS_PER_DAY, timeZone);
  const fits = (offset: number) => offsetAt(fields - offset, timeZone) === offset;
  const fitsBefore = fits(before);
  if (before === after) return { instant: new Date(fields - before), resolution: 'exact' };
  if (fitsBefore) {
    return {
      instant: new Date(fields - before),
      resolution: fits(after) ? 'first-of-two' : 'exact',
    };
  }
  if (fits(after)) return { instant: new Date(fields - after), resolution: 'exact' };
  return { instant: new Date(fields - before), resolution: 'gap' };
}

/** The local time of an instant (whole seconds, rounded down) and how far it is ahead of UTC. */
export function localOf(instant: Date, timeZone: string): { local: string; offsetMinutes: number } {
  const offset = offsetAt(instant.getTime(), timeZone);
  return {
    local: localText(instant.getTime() + offset),
    offsetMinutes: offset / MS_PER_MINUTE,
  };
}
