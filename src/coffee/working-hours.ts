import { instantOf } from '../calendar/time-zones.ts';
import { CORE_HOURS } from '../gatherings/time-fairness.ts';
import type { CoffeePerson } from '../mixing/index.ts';

type Hours = NonNullable<CoffeePerson['hours']>;

const MS_PER_MINUTE = 60_000;
const DAY_MINUTES = 24 * 60;

/** Somebody's clock on a day, `HH:MM`; an end that is not after the start is on the next day. */
export type Clock = { from: string; to: string };

/**
 * Working hours on a date as instants: each by the clock of its own zone on that very day, so that a change of clocks
 * counts. Minutes after the day's midnight in UTC; below 0 or above 1440 on the days beside. Equal clocks are computed once.
 */
export function hoursOnDay(day: string): (clock: Clock, timeZone: string) => Hours {
  const known = new Map<string, Hours>();
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const minutesOf = (local: string, timeZone: string): number =>
    (instantOf(`${local}:00`, timeZone).instant.getTime() - midnight) / MS_PER_MINUTE;
  const nextDay = new Date(midnight + DAY_MINUTES * MS_PER_MINUTE).toISOString().slice(0, day.length);
  return ({ from, to }, timeZone) => {
    const key = `${timeZone} ${from} ${to}`;
    const seen = known.get(key);
    if (seen !== undefined) return seen;
    const hours = {
      from: minutesOf(`${day}T${from}`, timeZone),
      to: minutesOf(`${to > from ? day : nextDay}T${to}`, timeZone),
    };
    known.set(key, hours);
    return hours;
  };
}

/**
 * When all of these can meet on the day: within everybody's core hours where they share enough of those, else within
 * their working hours; null where they share too little.
 */
export function sharedHours(
  hoursOn: ReturnType<typeof hoursOnDay>,
  people: readonly { clock: Clock; timeZone: string }[],
  minutes: number,
): Hours | null {
  const working = people.map(({ clock, timeZone }) => hoursOn(clock, timeZone));
  const core = people.map(({ timeZone }) => hoursOn(CORE_HOURS, timeZone));
  const best = overlap([...working, ...core]);
  if (best.to - best.from >= minutes) return best;
  const any = overlap(working);
  return any.to - any.from >= minutes ? any : null;
}

function overlap(hours: readonly Hours[]): Hours {
  return {
    from: hours.reduce((latest, { from }) => Math.max(latest, from), Number.NEGATIVE_INFINITY),
    to: hours.reduce((earliest, { to }) => Math.min(earliest, to), Number.POSITIVE_INFINITY),
  };
}

/** The instant of so many minutes after a day's midnight in UTC. */
export function instantOnDay(day: string, minutes: number): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + minutes * MS_PER_MINUTE);
}
