import type { Tx } from '../db/connect.ts';
import { close } from '../encounters/close.ts';
import { checkIn } from '../groups/check-in.ts';
import { formTables } from '../groups/form-tables.ts';
import type { InputError } from '../problems.ts';
import { rememberDate } from '../programmes/remember-date.ts';
import { type StandUpDate, speakersOf } from './queries.ts';

/** What became of finishing; a second time changes nothing. */
export type Finished =
  | { outcome: 'finished' | 'already-finished' | 'not-started' | 'cancelled' }
  | { outcome: 'impossible'; errors: InputError[] };

/**
 * Ends a stand-up: those who were there are checked in as one circle, which is remembered, and the date is closed, so
 * that who met is recorded by the rule of every table. The gathering must be locked.
 */
export async function finish(
  tx: Tx,
  { date, presentIds }: { date: StandUpDate; presentIds: string[] },
  now: Date,
): Promise<Finished> {
  const { gathering } = date;
  if (gathering.status === 'cancelled') return { outcome: 'cancelled' };
  if (gathering.status !== 'scheduled') return { outcome: 'already-finished' };
  if (gathering.startsAt > now) return { outcome: 'not-started' };
  const expected = new Set((await speakersOf(tx, date)).map(({ id }) => id));
  const errors = presentIds.flatMap((id, i) =>
    expected.has(id)
      ? []
      : [{ pointer: `/personIds/${i}`, message: 'is nobody who takes part in this date' }],
  );
  if (errors.length > 0) return { outcome: 'impossible', errors };
  const seats = [...new Set(presentIds)].sort();
  for (const personId of seats) await checkIn(tx, { gatheringId: gathering.id, personId }, now);
  if (seats.length > 0) {
    const circle = { number: 1, tables: [{ number: 1, seats }] };
    await formTables(tx, { gathering, formed: [circle], roundsDone: 0 }, now);
  }
  await rememberDate(tx, { gathering, leftOut: [] });
  await close(tx, gathering, now);
  return { outcome: 'finished' };
}
