import { and, eq, gte, inArray, max } from 'drizzle-orm';

import { instantOf, isLocalTime, isTimeZone, localOf } from '../calendar/time-zones.ts';
import type { Tx } from '../db/connect.ts';
import { invitations, type Mail, mails, series } from '../db/schema/index.ts';
import type { Answer } from '../invitations/answer.ts';
import { answerSeries } from '../invitations/answer-series.ts';
import { findStandingLink } from '../invitations/standing-link.ts';
import type { About } from './about-gathering.ts';
import type { LocalTime } from './read-calendar.ts';

/** Mails that tell the plan of a whole series. */
const WHOLE: Mail['kind'][] = ['invitation', 'update', 'refresh'];

/**
 * The series that somebody is invited to as a whole, locked against changes of it; null where there is none. A reply
 * with a RECURRENCE-ID answers that date, one without it every date that is not answered alone. A revision is compared
 * with what this guest was told last, of the whole or of the date: other dates may have moved since.
 */
export async function aboutSeries(tx: Tx, invitationId: string, now: Date): Promise<About | null> {
  const key = { invitationId };
  const known = await findStandingLink(tx, key, now);
  if (!known) return null;
  await tx.select({ id: series.id }).from(series).where(eq(series.id, known.series.id)).for('share');
  const link = await findStandingLink(tx, key, now);
  const [row] = await tx.select().from(invitations).where(eq(invitations.id, invitationId));
  if (!link || !row) return null;
  const { calendarUid: uid, timeZone, status } = link.series;
  const toldOf = (id: string, kinds: Mail['kind'][]) => lastTold(tx, id, kinds, row.createdAt);
  const sequence = (await toldOf(invitationId, WHOLE)) ?? link.series.sequence;
  const respond = (date?: string) => async (answer: Answer) =>
    (await answerSeries(tx, { key, answer, date }, now)).outcome;
  return {
    invitationId,
    personId: row.personId,
    email: link.person.email,
    uid,
    sequence,
    scheduled: status === 'scheduled',
    async instanceOf(recurrenceId) {
      if (recurrenceId === null) return { invitationId, sequence, answer: respond() };
      const original = originalStart(recurrenceId, timeZone);
      const date = link.dates.find(({ gathering }) => gathering.recurrenceLocal?.startsWith(original));
      if (!date) return null;
      return {
        invitationId: date.invitation.id,
        sequence: (await toldOf(date.invitation.id, ['update'])) ?? sequence,
        answer: respond(date.gathering.id),
      };
    },
  };
}

/** The highest revision among the mails of these kinds about an invitation, since it belongs to this series. */
async function lastTold(
  tx: Tx,
  invitationId: string,
  kinds: Mail['kind'][],
  since: Date,
): Promise<number | null> {
  const [row] = await tx
    .select({ sequence: max(mails.sequence) })
    .from(mails)
    .where(
      and(eq(mails.invitationId, invitationId), inArray(mails.kind, kinds), gte(mails.createdAt, since)),
    );
  return row?.sequence ?? null;
}

/**
 * The local start in the series' zone, or the day where no time is given. A zone that only its sender knows is taken
 * for the series' own: programs rename it and keep the clock's time.
 */
function originalStart({ local, timeZone }: LocalTime, seriesZone: string): string {
  const isUtc = local.endsWith('Z');
  const fields = isUtc ? local.slice(0, -1) : local;
  if (!isLocalTime(fields)) return fields;
  if (isUtc) return localOf(new Date(`${fields}Z`), seriesZone).local;
  if (timeZone === null || timeZone === seriesZone || !isTimeZone(timeZone)) return fields;
  return localOf(instantOf(fields, timeZone).instant, seriesZone).local;
}
