import { and, eq, isNull, lt, lte, or } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { gatherings, type InboundMail, invitations } from '../db/schema/index.ts';
import { type Answer, answer } from '../invitations/answer.ts';
import { type Link, lockLink } from '../invitations/link.ts';
import { oweMails } from '../mail/owe-mails.ts';
import type { CalendarMessage } from './read-calendar.ts';
import type { ReadMail } from './read-mail.ts';
import { type Finding, isWaiting, settle } from './settle.ts';

const ANSWER_OF: Record<string, Answer> = {
  ACCEPTED: 'accepted',
  DECLINED: 'declined',
  TENTATIVE: 'tentative',
};

/**
 * Does what a mail to an invitation's calendar address asks for: an answer, a counter-proposal, a request for the plan,
 * or words for the organiser. Whose answer it is says the address and the calendar object, never From (RFC 6047 §2.3).
 * Null when the mail was settled meanwhile. The gathering's row is locked first, as by everybody who answers.
 */
export async function applyReply(
  tx: Tx,
  { row, mail }: { row: InboundMail; mail: ReadMail },
  now: Date,
): Promise<Finding | null> {
  const link = row.invitationId && (await lockLink(tx, { invitationId: row.invitationId }));
  if (!(await isWaiting(tx, row.id))) return null;
  const finding: Finding = link ? await find(tx, { link, row, mail }, now) : { kind: 'ignored' };
  await settle(tx, { id: row.id, mail, finding }, now);
  return finding;
}

type Context = { link: Link; row: InboundMail; mail: ReadMail };

async function find(tx: Tx, { link, row, mail }: Context, now: Date): Promise<Finding> {
  const automatic = mail.automatic || row.nullSender;
  if (mail.calendar.length === 0) {
    return automatic ? { kind: 'ignored' } : { kind: 'note', text: mail.text };
  }
  const uid = await uidOf(tx, link.gathering.id);
  const message = mail.calendar
    .filter((one) => one.component === 'VEVENT' && one.uid === uid)
    .sort(byRevision)
    .at(-1);
  switch (message?.method) {
    case 'REPLY':
      return applyAnswer(tx, { link, message, row, mail }, now);
    case 'COUNTER':
      return { kind: 'counter', text: proposalOf(message) };
    case 'REFRESH':
      return sendAgain(tx, { link, automatic }, now);
    default:
      return { kind: 'unreadable', text: mail.text };
  }
}

async function uidOf(tx: Tx, gatheringId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ uid: gatherings.calendarUid })
    .from(gatherings)
    .where(eq(gatherings.id, gatheringId));
  return row?.uid;
}

/** RFC 5546 §2.1.5: by SEQUENCE, then by DTSTAMP. */
function byRevision(a: CalendarMessage, b: CalendarMessage): number {
  return a.sequence - b.sequence || (a.stampedAt?.getTime() ?? 0) - (b.stampedAt?.getTime() ?? 0);
}

/** Somebody else's answer is words for the organiser: an invitation that was passed on is not theirs to give. */
async function applyAnswer(
  tx: Tx,
  { link, message, row, mail }: Context & { message: CalendarMessage },
  now: Date,
): Promise<Finding> {
  const invited = link.person.email.toLowerCase();
  const attendee = message.attendees.find(({ address }) => address === invited);
  if (!attendee) return { kind: 'unreadable', text: message.comment || mail.text };
  if (attendee.partstat === 'DELEGATED') return { kind: 'delegation', text: message.comment };
  const wanted = ANSWER_OF[attendee.partstat];
  if (!wanted) return { kind: 'ignored' };
  const revision = { sequence: message.sequence, stampedAt: message.stampedAt ?? row.receivedAt };
  if (!(await isNewest(tx, link, revision))) return { kind: 'stale' };
  const { outcome } = await answer(tx, { key: { invitationId: link.invitation.id }, answer: wanted }, now);
  if (outcome !== 'recorded') return { kind: 'late', text: message.comment };
  return message.comment ? { kind: 'comment', text: message.comment } : { kind: 'answer' };
}

/**
 * Whether a reply is to the plan as it is now and no newer one has been heard; if so, it is the newest from here on.
 * A reply to an earlier plan may mean another time (RFC 5546 §2.1.5).
 */
async function isNewest(
  tx: Tx,
  { invitation, gathering }: Link,
  { sequence, stampedAt }: { sequence: number; stampedAt: Date },
): Promise<boolean> {
  if (sequence < gathering.sequence) return false;
  const { replySequence, replyStampedAt } = invitations;
  const [row] = await tx
    .update(invitations)
    .set({ replySequence: sequence, replyStampedAt: stampedAt })
    .where(
      and(
        eq(invitations.id, invitation.id),
        or(
          isNull(replySequence),
          lt(replySequence, sequence),
          and(eq(replySequence, sequence), lte(replyStampedAt, stampedAt)),
        ),
      ),
    )
    .returning({ id: invitations.id });
  return row !== undefined;
}

/** A counter-proposal is never applied; the organiser reads which time it asks for (RFC 5546 §3.2.7). */
function proposalOf({ start, comment }: CalendarMessage): string {
  const when = start && `Proposed start: ${start.local}${start.timeZone ? ` (${start.timeZone})` : ''}`;
  return [when, comment].filter(Boolean).join('\n');
}

/** REFRESH asks for the plan; it is sent once for each revision, and never in answer to a program (RFC 3834 §2). */
async function sendAgain(
  tx: Tx,
  { link, automatic }: { link: Link; automatic: boolean },
  now: Date,
): Promise<Finding> {
  const { gathering, invitation } = link;
  if (automatic || gathering.status !== 'scheduled') return { kind: 'ignored' };
  const { id: invitationId, personId } = invitation;
  await oweMails(tx, [{ kind: 'refresh', personId, invitationId, sequence: gathering.sequence }], now);
  return { kind: 'refresh' };
}
