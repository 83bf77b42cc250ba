import { type Recurrence, weekdayOf } from '../calendar/recurrence.ts';
import type { InputError } from '../problems.ts';
import type { RecurrenceInput } from './schemas.ts';

const DAY_START = 'yyyy-mm-'.length;
const DAY_END = 'yyyy-mm-dd'.length;

/**
 * A rule as it is kept: what was left out is taken from the start.
 * @returns the rule, or everything that does not go together in it.
 */
export function readRecurrence(
  input: RecurrenceInput,
  startLocal: string,
): { recurrence: Recurrence } | { errors: InputError[] } {
  const errors = errorsOf(input);
  if (errors.length > 0) return { errors };
  const { frequency, interval = 1, weekdays = [], position = null, count = null, until = null } = input;
  const byDay = frequency === 'monthly' && position === null;
  const monthDay = byDay ? (input.monthDay ?? Number(startLocal.slice(DAY_START, DAY_END))) : null;
  const days = frequency === 'weekly' && weekdays.length === 0 ? [weekdayOf(startLocal)] : weekdays;
  return { recurrence: { frequency, interval, weekdays: days, monthDay, position, count, until } };
}

/** The same rule for a start on another day: a single weekday, a day of the month and a position follow the start. */
export function refit(recurrence: Recurrence, startLocal: string): Recurrence {
  const { frequency, weekdays, monthDay, position } = recurrence;
  const day = Number(startLocal.slice(DAY_START, DAY_END));
  if (monthDay !== null && monthDay > 0) return { ...recurrence, monthDay: day };
  if (position !== null) {
    const nth = Math.ceil(day / 7);
    return {
      ...recurrence,
      weekdays: [weekdayOf(startLocal)],
      position: position === LAST || nth > POSITION_MAX ? LAST : nth,
    };
  }
  const single = frequency === 'weekly' && weekdays.length === 1;
  return single ? { ...recurrence, weekdays: [weekdayOf(startLocal)] } : recurrence;
}

const LAST = -1;
const POSITION_MAX = 4;

function errorsOf({
  frequency,
  weekdays = [],
  monthDay,
  position,
  count,
  until,
}: RecurrenceInput): InputError[] {
  const rules: [wrong: boolean, field: string, message: string][] = [
    [frequency === 'daily' && weekdays.length > 0, 'weekdays', 'go with weekly or monthly only'],
    [frequency !== 'monthly' && monthDay != null, 'monthDay', 'goes with monthly only'],
    [frequency !== 'monthly' && position != null, 'position', 'goes with monthly only'],
    [monthDay === 0, 'monthDay', 'is 1 to 31, or -1 for the last day'],
    [position === 0, 'position', 'is 1 to 4, or -1 for the last'],
    [monthDay != null && position != null, 'monthDay', 'and position exclude each other'],
    [position != null && weekdays.length !== 1, 'weekdays', 'must hold one weekday beside a position'],
    [
      frequency === 'monthly' && position == null && weekdays.length > 0,
      'position',
      'is needed beside a weekday of the month',
    ],
    [count != null && until != null, 'until', 'and count exclude each other'],
  ];
  return rules.flatMap(([wrong, field, message]) =>
    wrong ? [{ pointer: `/recurrence/${field}`, message }] : [],
  );
}
