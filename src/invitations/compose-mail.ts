import { languageOf } from '../languages/language-of.ts';
import { speak } from '../languages/speak.ts';
import { compose } from '../mail/compose.ts';
import type { DueMail, InvitationContext } from '../mail/due-mails.ts';
import type { MailMessage } from '../mail/transport.ts';
import { invitationCalendar } from './calendar.ts';
import { elsewhere, type Room } from './elsewhere.ts';
import type { InvitationTokens } from './issue-tokens.ts';
import { invitationContent } from './message.ts';

/** What a mail about an invitation needs beside the ledger's row. */
export type InvitationMailParts = {
  messageId: string;
  tokens: InvitationTokens;
  room: Room;
  mailFrom: string;
  publicUrl: string;
  /** Whether replies of calendar programs are read. */
  rsvp: boolean;
  now: Date;
};

/** The message of one mail about an invitation: both bodies, the calendar object and the header fields. Pure. */
export function composeInvitationMail(
  { kind, person, about }: DueMail & { about: InvitationContext },
  { messageId, tokens, room, mailFrom, publicUrl, rsvp, now }: InvitationMailParts,
): MailMessage {
  if (kind === 'sign-in') throw new Error('a sign-in mail is not about an invitation');
  const { gathering, invitation, host, invitationMessageId } = about;
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
    gathering,
    hostName: host?.name ?? null,
    speech,
    readerTimeZone: person.timeZone,
    reason: invitation.reason,
    elsewhere: elsewhere(room, person),
    links,
  });
  const calendar = invitationCalendar(kind, gathering, invitation.answer, from, to, { now, rsvp, speech });
  return compose(content, {
    messageId,
    date: now,
    from,
    to,
    ...(host ? { replyTo: { name: host.name, address: host.email } } : {}),
    ...(kind !== 'invitation' && invitationMessageId ? { inReplyTo: invitationMessageId } : {}),
    ...(calendar ? { calendar } : {}),
    unsubscribeUrl: links.unsubscribe,
    automatic: kind === 'promotion',
  });
}
