import type { Tx } from '../db/connect.ts';
import type { InboundMail } from '../db/schema/index.ts';
import type { Answer } from '../invitations/answer.ts';
import { oweMails } from '../mail/owe-mails.ts';
import { type About, aboutGathering } from './about-gathering.ts';
import { aboutSeries } from './about-series.ts';
import { isNewest } from './is-newest.ts';
import type { CalendarMessage } from './read-calendar.ts';
import type { ReadMail } from './read-mail.ts';
import { type Finding, settle } from './settle.ts';

const ANSWER_OF: Record<string, Answer> = {
  ACCEPTED: 'accepted',
  DECLINED: 'declined',
  TENTATIVE: 'tentative',
};

/**
 * Does what a mail to an invitation's calendar address asks for: an answer, a counter-proposal, a request for the plan,
 * or words for the organiser. Whose answer it is says the address and the calendar object, never From (RFC 6047 §2.3).
 * The gathering's row is locked first, as by everybody who answers.
 */
export async function applyReply(
  tx: Tx,
  { row, mail }: { row: InboundMail; mail: ReadMail },
  now: Date,
): Promise<Finding> {
  const about = row.invitationId && (await aboutInvitation(tx, row.invitationId, now));
  const finding: Finding = about ? await find(tx, { about, row, mail }, now) : { kind: 'ignored' };
  await settle(tx, { id: row.id, mail, finding }, now);
  return finding;
}

async function aboutInvitation(tx: Tx, invitationId: string, now: Date): Promise<About | null> {
  return (await aboutGathering(tx, invitationId, now)) ?? (await aboutSeries(tx, invitationId, now));
}

type Context = { about: About; row: InboundMail; mail: ReadMail };

async function find(tx: Tx, { about, row, mail }: Context, now: Date): Promise<Finding> {
  const automatic = mail.automatic || row.nullSender;
  if (mail.calendar.length === 0) {
    return automatic ? { kind: 'ignored' } : { kind: 'note', text: mail.text };
  }
  const messages = mail.calendar
    .filter((one) => one.component === 'VEVENT' && one.uid === about.uid)
    .sort(byRevision);
  const newest = messages.at(-1);
  switch (newest?.method) {
    case 'REPLY':
      return applyAnswers(tx, { about, row, mail }, messages);
    case 'COUNTER':
      return { kind: 'counter', text: proposalOf(newest) };
    case 'REFRESH':
      return sendAgain(tx, about, automatic, now);
    default:
      return { kind: 'unreadable', text: mail.text };
  }
}

/** RFC 5546 §2.1.5: by SEQUENCE, then by DTSTAMP. */
function byRevision(a: CalendarMessage, b: CalendarMessage): number {
  return a.sequence - b.sequence || (a.stampedAt?.getTime() ?? 0) - (b.stampedAt?.getTime() ?? 0);
}

/** A reply may hold an event for the series and one for each date that differs; what the organiser should read counts. */
async function applyAnswers(tx: Tx, context: Context, messages: CalendarMessage[]): Promise<Finding> {
  const newest = new Map(messages.map((message) => [message.recurrenceId?.local, message]));
  const findings: Finding[] = [];
  for (const message of newest.values()) findings.push(await applyAnswer(tx, context, message));
  return (
    findings.find(({ kind }) => kind !== 'answer' && kind !== 'ignored') ??
    findings.find(({ kind }) => kind === 'answer') ?? { kind: 'ignored' }
  );
}

/** Somebody else's answer is words for the organiser: an invitation that was passed on is not theirs to give. */
async function applyAnswer(
  tx: Tx,
  { about, row, mail }: Context,
  message: CalendarMessage,
): Promise<Finding> {
  const attendee = message.attendees.find(({ address }) => address === about.email.toLowerCase());
  if (!attendee) return { kind: 'unreadable', text: message.comment || mail.text };
  if (attendee.partstat === 'DELEGATED') return { kind: 'delegation', text: message.comment };
  const wanted = ANSWER_OF[attendee.partstat];
  if (!wanted) return { kind: 'ignored' };
  const instance = await about.instanceOf(message.recurrenceId);
  if (!instance) return { kind: 'late', text: message.comment };
  const { sequence, stampedAt } = message;
  if (sequence < instance.sequence) return { kind: 'stale' };
  const revision = { sequence, stampedAt: stampedAt ?? row.receivedAt };
  if (!(await isNewest(tx, instance.invitationId, revision))) return { kind: 'stale' };
  if ((await instance.answer(wanted)) !== 'recorded') return { kind: 'late', text: message.comment };
  return message.comment ? { kind: 'comment', text: message.comment } : { kind: 'answer' };
}

/** A counter-proposal is never applied; the organiser reads which time it asks for (RFC 5546 §3.2.7). */
function proposalOf({ start, comment }: CalendarMessage): string {
  const when = start && `Proposed start: ${start.local}${start.timeZone ? ` (${start.timeZone})` : ''}`;
  return [when, comment].filter(Boolean).join('\n');
}

/** REFRESH asks for the plan; it is sent once for each revision, and never in answer to a program (RFC 3834 §2). */
async function sendAgain(tx: Tx, about: About, automatic: boolean, now: Date): Promise<Finding> {
  if (automatic || !about.scheduled) return { kind: 'ignored' };
  const { invitationId, personId, sequence } = about;
  await oweMails(tx, [{ kind: 'refresh', personId, invitationId, sequence }], now);
  return { kind: 'refresh' };
}
