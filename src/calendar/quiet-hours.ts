import { instantOf, localOf } from './local-time.ts';

/** A part of the day, by the clock on the wall: `21:00` to `07:00` goes over midnight. */
export type QuietHours = { from: string; until: string };

const DATE_LENGTH = 'yyyy-mm-dd'.length;
const MS_PER_DAY = 86_400_000;

/** When the quiet hours end that it is in a zone at this moment; null outside them. The end is not part of them. */
export function quietUntil(at: Date, timeZone: string, { from, until }: QuietHours): Date | null {
  const { local } = localOf(at, timeZone);
  const date = local.slice(0, DATE_LENGTH);
  const time = local.slice(DATE_LENGTH + 1, -':ss'.length);
  const overMidnight = from > until;
  const evening = time >= from;
  const morning = time < until;
  const quiet = overMidnight ? evening || morning : evening && morning;
  if (!quiet) return null;
  const nextDay = new Date(Date.parse(date) + MS_PER_DAY).toISOString().slice(0, DATE_LENGTH);
  return instantOf(`${overMidnight && evening ? nextDay : date}T${until}:00`, timeZone).instant;
}
