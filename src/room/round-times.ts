import type { Gathering } from '../db/schema/index.ts';

const MS_PER_MINUTE = 60_000;

/** When a round at tables begins and ends. */
export type RoundTime = { number: number; startsAt: Date; endsAt: Date };

/** What the screen shows: a round that runs, the next one, or that all are over. */
export type RoomClock = { state: 'running' | 'next'; round: RoundTime; msLeft: number } | { state: 'over' };

/**
 * The times of the rounds: each takes the agenda's block at tables of the same place in order; rounds for which the
 * agenda has no block follow each other by their own minutes.
 */
export function roundTimes(
  { startsAt, agenda }: Pick<Gathering, 'startsAt' | 'agenda'>,
  rounds: readonly { number: number; minutes: number }[],
): RoundTime[] {
  const blocks: { startsAt: number; endsAt: number }[] = [];
  let at = startsAt.getTime();
  for (const { kind, minutes } of agenda) {
    const endsAt = at + minutes * MS_PER_MINUTE;
    if (kind === 'tables') blocks.push({ startsAt: at, endsAt });
    at = endsAt;
  }
  let before = startsAt.getTime();
  return rounds.map(({ number, minutes }, i) => {
    const time = blocks[i] ?? { startsAt: before, endsAt: before + minutes * MS_PER_MINUTE };
    before = time.endsAt;
    return { number, startsAt: new Date(time.startsAt), endsAt: new Date(time.endsAt) };
  });
}

/** Which round is on at `now`, and how long until it ends or, before it, begins. */
export function roomClock(times: readonly RoundTime[], now: Date): RoomClock {
  for (const round of times) {
    if (now < round.startsAt)
      return { state: 'next', round, msLeft: round.startsAt.getTime() - now.getTime() };
    if (now < round.endsAt)
      return { state: 'running', round, msLeft: round.endsAt.getTime() - now.getTime() };
  }
  return { state: 'over' };
}

/** How many rounds have begun: they stay as they are when the rest is planned anew. */
export function roundsBegun(times: readonly RoundTime[], now: Date): number {
  return times.filter(({ startsAt }) => startsAt <= now).length;
}
