import type { Mail } from '../db/schema/index.ts';
import { languageOf } from '../languages/language-of.ts';
import { speak } from '../languages/speak.ts';
import { compose } from '../mail/compose.ts';
import type { DueMail, InvitationContext } from '../mail/due-mails.ts';
import { REMINDER_KINDS } from '../mail/reminder-times.ts';
import type { MailMessage } from '../mail/transport.ts';
import { asAttended } from './as-attended.ts';
import { invitationCalendar } from './calendar.ts';
import { elsewhere, type Room } from './elsewhere.ts';
import type { InvitationTokens } from './issue-tokens.ts';
import { type InvitationMessage, invitationContent } from './message.ts';
import { reasonFor } from './say-reason.ts';
import type { SeriesPart } from './series-part.ts';

/** What a mail about an invitation needs beside the ledger's row. */
export type InvitationMailParts = {
  messageId: string;
  tokens: InvitationTokens;
  room: Room;
  /** The series that the invitation is to, or that it is a date of. */
  series?: SeriesPart | undefined;
  mailFrom: string;
  publicUrl: string;
  /** The domain of the addresses that calendar programs reply to; null where nobody listens. */
  inboundDomain: string | null;
  now: Date;
};

/** Mails that change nothing in a calendar and ask nothing that it could answer. */
const WITHOUT_CALENDAR: readonly Mail['kind'][] = ['day-before', 'hour-before', 'note'];
/** Nobody pressed a button for these (RFC 3834 §5). */
const AUTOMATIC: readonly Mail['kind'][] = ['offer', 'refresh', ...REMINDER_KINDS];

/** The message of one mail about an invitation: both bodies, the calendar object and the header fields. Pure. */
export function composeInvitationMail(
  { kind, person, about }: DueMail & { about: InvitationContext },
  { messageId, tokens, room, series, mailFrom, publicUrl, inboundDomain, now }: InvitationMailParts,
): MailMessage {
  if (kind === 'sign-in' || kind === 'letter') throw new Error('the mail is not about an invitation');
  const { invitation, host, invitationMessageId } = about;
  const gathering = asAttended(about.gathering, invitation);
  const speech = speak(languageOf(person));
  const sender = host ? speech.say('mail.from', { host: host.name }) : 'Acquaint';
  const from = { name: sender, address: mailFrom };
  const to = { name: person.name, address: person.email };
  const links = {
    answer: `${publicUrl}/r/${tokens.answer}`,
    unsubscribe: `${publicUrl}/u/${tokens.unsubscribe}`,
  };
  const content = invitationContent({
    kind,
    ...(series && invitation.seriesId ? planOfSeries(series, about, now) : { gathering }),
    hostName: host?.name ?? null,
    speech,
    readerTimeZone: person.timeZone,
    reason: reasonFor(invitation, speech),
    elsewhere: elsewhere(room, person),
    offeredUntil: invitation.offeredUntil,
    note: about.note,
    links,
  });
  const rsvp = tokens.calendar && inboundDomain ? `rsvp+${tokens.calendar}@${inboundDomain}` : null;
  const organizer = rsvp ? { name: from.name, address: rsvp, sentBy: mailFrom } : from;
  const whole = invitation.seriesId !== null;
  const calendar = WITHOUT_CALENDAR.includes(kind)
    ? undefined
    : invitationCalendar(
        {
          gathering,
          answer: kind === 'offer' ? 'none' : invitation.answer,
          series: series && { part: series, whole },
        },
        { kind, organizer, guest: to, now, rsvp: rsvp !== null, speech },
      );
  const replyTo = host
    ? { name: host.name, address: host.email }
    : rsvp && { name: from.name, address: rsvp };
  return compose(content, {
    messageId,
    date: now,
    from,
    to,
    ...(replyTo ? { replyTo } : {}),
    ...(kind !== 'invitation' && invitationMessageId ? { inReplyTo: invitationMessageId } : {}),
    ...(calendar ? { calendar } : {}),
    unsubscribeUrl: links.unsubscribe,
    automatic: AUTOMATIC.includes(kind),
  });
}

/** What a mail about a whole series tells: its plan, and those of the reader's dates that are not over. */
function planOfSeries(
  { series, dates, answers }: SeriesPart,
  { gathering }: InvitationContext,
  now: Date,
): Pick<InvitationMessage, 'gathering' | 'dates'> {
  const toCome = dates.filter(
    ({ id, status, endsAt }) => answers.has(id) && status === gathering.status && endsAt > now,
  );
  const plan = { ...gathering, ...series.plan };
  return toCome.length > 0 ? { gathering: plan, dates: toCome } : { gathering: plan };
}
