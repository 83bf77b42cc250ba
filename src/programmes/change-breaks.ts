import { and, asc, eq, isNull, sql } from 'drizzle-orm';

import { localOf } from '../calendar/time-zones.ts';
import type { Tx } from '../db/connect.ts';
import { gatherings, invitations, type ProgrammeMember, programmeMembers } from '../db/schema/index.ts';
import { answer } from '../invitations/answer.ts';
import type { InputError } from '../problems.ts';
import { isToCome } from '../series/queries.ts';
import type { ProgrammeRow } from './queries.ts';
import { isOff } from './takes-part.ts';

/** What a member changes; what is not named stays as it is, null clears. */
export type Breaks = { pausedUntil?: string | null; skippedDate?: string | null };

/** What became of it. */
export type BreaksChanged =
  | { outcome: 'no-member' }
  | { outcome: 'impossible'; errors: InputError[] }
  | { outcome: 'changed'; membership: ProgrammeMember };

/**
 * Pauses a membership or skips one date, known to that person alone. Where members are invited to the dates, those that
 * fall into a break are declined, and accepted when they no longer do. Programme and series must be locked.
 */
export async function changeBreaks(
  tx: Tx,
  { row, personId, breaks }: { row: ProgrammeRow; personId: string; breaks: Breaks },
  now: Date,
): Promise<BreaksChanged> {
  const { programme, series } = row;
  const mine = and(
    eq(programmeMembers.programmeId, programme.id),
    eq(programmeMembers.personId, personId),
    isNull(programmeMembers.leftAt),
  );
  const [before] = await tx.select().from(programmeMembers).where(mine).for('update');
  if (!before) return { outcome: 'no-member' };
  const today = localOf(now, series.timeZone).local.slice(0, 'yyyy-mm-dd'.length);
  if (breaks.pausedUntil != null && breaks.pausedUntil < today) {
    return { outcome: 'impossible', errors: [{ pointer: '/until', message: 'is in the past' }] };
  }
  if (breaks.skippedDate != null && !(await isDateToCome(tx, series.id, breaks.skippedDate, now))) {
    const message = 'is not the day of a date of this programme that is still to come';
    return { outcome: 'impossible', errors: [{ pointer: '/date', message }] };
  }
  const [after] = await tx.update(programmeMembers).set(breaks).where(mine).returning();
  if (!after) throw new Error('the locked membership is gone');
  await answerBreaks(tx, { seriesId: series.id, personId, before, after }, now);
  return { outcome: 'changed', membership: after };
}

const dayOfDate = sql<string>`left(${gatherings.startLocal}, 10)`;

async function isDateToCome(tx: Tx, seriesId: string, day: string, now: Date): Promise<boolean> {
  const [date] = await tx
    .select({ id: gatherings.id })
    .from(gatherings)
    .where(and(isToCome(seriesId, now), sql`${dayOfDate} = ${day}`))
    .limit(1);
  return date !== undefined;
}

/** Says for each invited date that a break begins or ends to cover whether the person comes. */
async function answerBreaks(
  tx: Tx,
  input: { seriesId: string; personId: string; before: ProgrammeMember; after: ProgrammeMember },
  now: Date,
): Promise<void> {
  const { seriesId, personId, before, after } = input;
  const dates = await tx
    .select({ invitationId: invitations.id, day: dayOfDate })
    .from(invitations)
    .innerJoin(gatherings, eq(gatherings.id, invitations.gatheringId))
    .where(and(isToCome(seriesId, now), eq(invitations.personId, personId), isNull(invitations.uninvitedAt)))
    .orderBy(asc(gatherings.id));
  for (const { invitationId, day } of dates) {
    const off = isOff(after, day);
    if (off === isOff(before, day)) continue;
    await answer(tx, { key: { invitationId }, answer: off ? 'declined' : 'accepted' }, now);
  }
}
