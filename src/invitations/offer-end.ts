import { closesAt } from '../calendar/closes-at.ts';
import type { Gathering } from '../db/schema/index.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Nobody can answer a mail much faster. */
const OFFER_MS_MIN = 15 * MINUTE_MS;

/**
 * Until when a place that is offered now is kept: for the hours that the organiser set, but for no more than half of
 * what is left until the last answer counts, so that at least one other can be asked; for a quarter of an hour at least, and never
 * beyond that.
 */
export function offerEnd(
  gathering: Pick<Gathering, 'startsAt' | 'answerUntil' | 'offerHours'>,
  now: Date,
): Date {
  const leftMs = closesAt(gathering).getTime() - now.getTime();
  const keptMs = Math.max(Math.min(gathering.offerHours * HOUR_MS, leftMs / 2), OFFER_MS_MIN);
  return new Date(now.getTime() + Math.min(keptMs, leftMs));
}
