import { type AgendaBlock, lengthOf } from './agenda.ts';

const MINUTES_PER_HOUR = 60;
/** Our default: a longer gathering goes over a night. */
const DAY_MAX = 12 * MINUTES_PER_HOUR;
/** Our default: from 17:00 to 9:00. */
const NIGHT_MINUTES = 16 * MINUTES_PER_HOUR;
/** Our default: longer than this holds two nights. */
const ONE_NIGHT_MAX = 36 * MINUTES_PER_HOUR;

/** How many days a gathering of this length is spread over: 1 to 3. */
function daysOf(durationMinutes: number): number {
  if (durationMinutes <= DAY_MAX) return 1;
  return durationMinutes <= ONE_NIGHT_MAX ? 2 : 3;
}

/**
 * An agenda over one or more days: `blocksFor` fills the waking minutes, and the nights come between the blocks
 * that end nearest to an equal share of each day.
 */
export function overDays(
  durationMinutes: number,
  blocksFor: (minutes: number, days: number) => AgendaBlock[],
): AgendaBlock[] {
  const days = daysOf(durationMinutes);
  const nights = days - 1;
  if (nights === 0) return blocksFor(durationMinutes, days);
  const nightMinutes = Math.min(NIGHT_MINUTES, Math.floor(durationMinutes / (2 * nights)));
  const waking = durationMinutes - nights * nightMinutes;
  const blocks = blocksFor(waking, days);
  const agenda = [...blocks];
  for (let night = nights; night > 0; night--) {
    const target = (waking * night) / days;
    const distance = (end: number) => Math.abs(lengthOf(blocks.slice(0, end)) - target);
    let place = 1;
    for (let end = 2; end < blocks.length; end++) if (distance(end) < distance(place)) place = end;
    agenda.splice(place, 0, { title: 'Evening and night', minutes: nightMinutes, kind: 'night' });
  }
  return agenda;
}
