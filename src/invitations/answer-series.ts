import { eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { invitations, series } from '../db/schema/index.ts';
import { type Answer, type Attending, answer } from './answer.ts';
import { answerDates } from './invite-to-dates.ts';
import type { LinkKey } from './link.ts';
import { findStandingLink, type StandingLink } from './standing-link.ts';

/**
 * What became of an answer to a series. `over` is a series without a date to come, `closed` a date that takes no more
 * answers.
 */
export type SeriesAnswerOutcome =
  | { outcome: 'recorded' | 'cancelled' | 'closed'; link: StandingLink }
  | { outcome: 'over' | 'unknown' };

/**
 * Records an answer for a whole series: it holds for every date to come, and for dates that are made later, save those
 * that were answered alone. With `date` it is the answer for that date alone. Each date counts its own places, so that
 * the same yes may be a place on one and the waiting list on another.
 */
export async function answerSeries(
  tx: Tx,
  input: { key: LinkKey; answer: Answer; date?: string | undefined } & Attending,
  now: Date,
): Promise<SeriesAnswerOutcome> {
  const found = await findStandingLink(tx, input.key, now);
  if (!found) return { outcome: 'unknown' };
  // Dates are made under this lock: none of them misses the answer.
  await tx.select({ id: series.id }).from(series).where(eq(series.id, found.series.id)).for('share');
  const { id } = found.invitation;
  const [locked] = await tx.select().from(invitations).where(eq(invitations.id, id)).for('update');
  const link = locked && (await findStandingLink(tx, { invitationId: id }, now));
  if (!link) return { outcome: 'unknown' };
  if (link.series.status === 'cancelled') return { outcome: 'cancelled', link };
  const held = link.dates.filter(({ gathering }) => gathering.status === 'scheduled');
  if (held.length === 0) return { outcome: 'over' };
  if (input.date !== undefined) {
    const date = held.find(({ gathering }) => gathering.id === input.date);
    if (!date) return { outcome: 'unknown' };
    const key = { invitationId: date.invitation.id };
    const { outcome } = await answer(tx, { ...input, key }, now);
    if (outcome === 'over') return { outcome: 'closed', link };
  } else {
    const { attends = locked.attends } = input;
    await tx
      .update(invitations)
      .set({ answer: input.answer, answeredAt: now, attends })
      .where(eq(invitations.id, id));
    const dates = held.map(({ gathering }) => gathering);
    await answerDates(tx, id, { dates, given: input.answer, attends }, now);
  }
  const after = await findStandingLink(tx, { invitationId: id }, now);
  return after ? { outcome: 'recorded', link: after } : { outcome: 'unknown' };
}
