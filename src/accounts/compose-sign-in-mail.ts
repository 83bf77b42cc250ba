import { languageOf } from '../languages/language-of.ts';
import { speak } from '../languages/speak.ts';
import { compose } from '../mail/compose.ts';
import type { DueMail } from '../mail/due-mails.ts';
import type { MailMessage } from '../mail/transport.ts';
import { signInContent } from './sign-in-message.ts';

/** The message that carries a sign-in link. Pure. */
export function composeSignInMail(
  { person }: DueMail,
  parts: {
    messageId: string;
    now: Date;
    token: string;
    minutes: number;
    mailFrom: string;
    publicUrl: string;
  },
): MailMessage {
  const link = `${parts.publicUrl}/sign-in/${parts.token}`;
  return compose(signInContent(link, parts.minutes, speak(languageOf(person))), {
    messageId: parts.messageId,
    date: parts.now,
    from: { name: 'Acquaint', address: parts.mailFrom },
    to: { name: person.name, address: person.email },
    automatic: true,
  });
}
