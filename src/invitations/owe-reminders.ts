import { type SQL, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { gatherings, invitations, mails, type Reminders, series } from '../db/schema/index.ts';
import { type OwedMail, oweMails } from '../mail/owe-mails.ts';
import { ANSWER_USEFUL_MS, BEFORE_START, NUDGES_MAX, type ReminderKind } from '../mail/reminder-times.ts';

/** Keeps one transaction short; the next turn takes the rest. */
const REMINDERS_MAX = 2_000;

/**
 * Owes the reminders that have come due: to who has not answered, once, half way between the invitation and the last
 * moment to answer (of a series, for the first date after the invitation); to those who come, a day and an hour before. Whether one is due follows from the state of the day alone, so that it
 * may be asked at any time, as often as one likes: what is owed already is not owed again, and what a stopped worker
 * missed is owed late, while it is of use. Returns how many were owed.
 */
export async function oweReminders(tx: Tx, now: Date): Promise<number> {
  const owed: OwedMail[] = [
    ...(await due(tx, 'no-answer', 'noAnswer', unanswered(now), now)),
    ...(await unansweredSeries(tx, now)),
    ...(await due(tx, 'day-before', 'dayBefore', coming('day-before', now), now)),
    ...(await due(tx, 'hour-before', 'hourBefore', coming('hour-before', now), now)),
  ];
  await oweMails(tx, owed, now);
  return owed.length;
}

async function due(
  tx: Tx,
  kind: ReminderKind,
  choice: keyof Reminders,
  isDue: SQL,
  now: Date,
): Promise<OwedMail[]> {
  const rows = await tx.execute<{ invitationId: string; personId: string; sequence: number }>(sql`
    select invitation.id as "invitationId", invitation.person_id as "personId", gathering.sequence
    from ${gatherings} gathering
    join ${invitations} invitation on invitation.gathering_id = gathering.id
    where gathering.status = 'scheduled' and gathering.starts_at > ${now.toISOString()}::timestamptz
      and (gathering.reminders ->> ${choice}::text)::boolean
      and invitation.uninvited_at is null
      and ${isDue}
      and ${NUDGES_MAX} > (select count(*) from ${mails} mail
        where mail.invitation_id = invitation.id and mail.kind = ${kind})
    limit ${REMINDERS_MAX}`);
  return rows.map((row) => ({ kind, ...row }));
}

/** Half way from the invitation that went out to the last moment to answer, and not much before it; asked once, whatever moved since. */
function unanswered(now: Date): SQL {
  return sql`invitation.answer = 'none' and invitation.left_waitlist is null
    and ${closes} > ${after(now, ANSWER_USEFUL_MS)}
    and not exists (select from ${mails} mail where mail.invitation_id = invitation.id and mail.kind = 'no-answer')
    and exists (
      select from ${mails} mail
      where mail.invitation_id = invitation.id and mail.kind = 'invitation' and mail.delivery in ('sent', 'unknown')
        and coalesce(mail.sent_at, mail.claimed_at)
          + (${closes} - coalesce(mail.sent_at, mail.claimed_at)) / 2 <= ${now.toISOString()}::timestamptz)`;
}

/**
 * Of invitations to a series those without an answer, to the whole or to any date, half way from the invitation that
 * went out to the last moment to answer for the first date after it; asked once, and not when no date to come could still be planned for.
 */
async function unansweredSeries(tx: Tx, now: Date): Promise<OwedMail[]> {
  const rows = await tx.execute<{ invitationId: string; personId: string; sequence: number }>(sql`
    select invitation.id as "invitationId", invitation.person_id as "personId", series.sequence
    from ${invitations} invitation
    join ${series} series on series.id = invitation.series_id
    join ${mails} sent on sent.invitation_id = invitation.id and sent.kind = 'invitation'
      and sent.delivery in ('sent', 'unknown')
    cross join lateral (
      select min(${closes}) filter (where gathering.starts_at > coalesce(sent.sent_at, sent.claimed_at)) as first,
        max(${closes}) as last, bool_or(dated.answer <> 'none') as answered
      from ${invitations} dated
      join ${gatherings} gathering on gathering.id = dated.gathering_id and gathering.status <> 'cancelled'
      where dated.standing_id = invitation.id and dated.uninvited_at is null
    ) dates
    where series.status = 'scheduled' and (series.plan -> 'reminders' ->> 'noAnswer')::boolean
      and invitation.answer = 'none' and invitation.uninvited_at is null and not dates.answered
      and dates.last > ${after(now, ANSWER_USEFUL_MS)}
      and coalesce(sent.sent_at, sent.claimed_at)
        + (dates.first - coalesce(sent.sent_at, sent.claimed_at)) / 2 <= ${now.toISOString()}::timestamptz
      and not exists (
        select from ${mails} mail where mail.invitation_id = invitation.id and mail.kind = 'no-answer')
    limit ${REMINDERS_MAX}`);
  return rows.map((row) => ({ kind: 'no-answer', ...row }));
}

/** So long before the start, for this revision of the plan, unless a mail that says it all has gone out since then. */
function coming(kind: keyof typeof BEFORE_START, now: Date): SQL {
  const { fromMs, untilMs } = BEFORE_START[kind];
  const moment = sql`gathering.starts_at - ${fromMs}::int * interval '1 millisecond'`;
  return sql`invitation.answer = 'accepted' and invitation.answered_at < ${moment}
    and gathering.starts_at <= ${after(now, fromMs)} and gathering.starts_at > ${after(now, untilMs)}
    and not exists (
      select from ${mails} mail where mail.invitation_id = invitation.id
        and (mail.kind = ${kind} and mail.sequence = gathering.sequence
          or mail.kind in ('invitation', 'update', 'offer') and mail.created_at >= ${moment}))`;
}

/** When the last answer counts. */
const closes = sql`least(gathering.answer_until, gathering.starts_at)`;

const after = (now: Date, ms: number) => sql`${new Date(now.getTime() + ms).toISOString()}::timestamptz`;
