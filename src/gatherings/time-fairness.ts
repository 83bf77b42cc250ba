import { localOf } from '../calendar/time-zones.ts';

/** Core hours, by the clock of each place (domain rules §1). */
export const CORE_HOURS = { from: '10:00', to: '16:00' };
const CORE_MS = 6 * 60 * 60 * 1000;
/** No time zone has more of the times outside of them than this share in a quarter (domain rules §1). */
const SHARE_MAX = 0.5;
/** So many zones of one clock are named. */
const NAMED_MAX = 3;

/** When something takes place. */
export type Slot = { startsAt: Date; endsAt: Date };
type Warning = { code: string; message: string; remedy: string };

/**
 * Points out a time zone that has more than half of the times of a quarter that lie outside of core hours for somebody.
 * Zones whose clocks agree at all of these times are one. Nothing is said of people who all live by one clock, nor of
 * what takes longer than core hours do, which suits nobody more than others.
 */
export function timeFairness(slots: readonly Slot[], timeZones: readonly string[]): Warning[] {
  const short = slots.filter(({ startsAt, endsAt }) => endsAt.getTime() - startsAt.getTime() <= CORE_MS);
  const clocks = new Map<string, string[]>();
  for (const zone of timeZones) {
    const clock = short.map(({ startsAt }) => localOf(startsAt, zone).local).join();
    clocks.set(clock, [...(clocks.get(clock) ?? []), zone]);
  }
  if (clocks.size < 2) return [];
  const outside = [...clocks.values()].map((zones) => ({
    zones: zones.toSorted(),
    times: short.filter((slot) => !isWithinCore(slot, zones[0] ?? '')).length,
  }));
  const total = outside.reduce((sum, { times }) => sum + times, 0);
  // One time among several is nothing to take turns with.
  if (total === 1 && short.length > 1) return [];
  return outside
    .filter(({ times }) => times > total * SHARE_MAX)
    .map(({ zones, times }) => ({
      code: 'time-fairness',
      ...said(named(zones), times, total, short.length),
    }));
}

function said(who: string, times: number, total: number, slots: number): Omit<Warning, 'code'> {
  const core = `${CORE_HOURS.from}–${CORE_HOURS.to}`;
  if (slots === 1) {
    return {
      message: `Only for ${who} it is outside ${core}; over a quarter no time zone should have more than half of such times.`,
      remedy: 'Choose an hour that is within the day of all, or hold it once more at their hours.',
    };
  }
  return {
    message: `Of the ${total} times this quarter that are outside ${core} for somebody, ${who} has ${times}; no time zone should have more than half.`,
    remedy: 'Let the hour change from one time to the next, so that early and late ones take turns.',
  };
}

function isWithinCore({ startsAt, endsAt }: Slot, timeZone: string): boolean {
  const [day, from = ''] = localOf(startsAt, timeZone).local.split('T');
  const [lastDay, to = ''] = localOf(endsAt, timeZone).local.split('T');
  return day === lastDay && from >= `${CORE_HOURS.from}:00` && to <= `${CORE_HOURS.to}:00`;
}

function named(zones: readonly string[]): string {
  const more = zones.length - NAMED_MAX;
  return zones.slice(0, NAMED_MAX).join(', ') + (more > 0 ? ` and ${more} more of the same clock` : '');
}
