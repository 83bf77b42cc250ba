import { languageOf } from '../languages/language-of.ts';
import { speak } from '../languages/speak.ts';
import { compose } from '../mail/compose.ts';
import type { DueMail } from '../mail/due-mails.ts';
import type { MailMessage } from '../mail/transport.ts';
import type { LetterReader, LetterWords } from './define-letter.ts';
import type { LetterTokens } from './issue-letter-tokens.ts';

/** The message that carries a letter: its words, how to stop more of them, and the header fields. Pure. */
export function composeLetter(
  { person }: Pick<DueMail, 'person'>,
  parts: {
    write: (reader: LetterReader) => LetterWords;
    tokens: LetterTokens;
    messageId: string;
    now: Date;
    mailFrom: string;
    publicUrl: string;
  },
): MailMessage {
  const { tokens, messageId, now, mailFrom, publicUrl } = parts;
  const speech = speak(languageOf(person));
  const { say } = speech;
  const unsubscribeUrl = `${publicUrl}/u/${tokens.unsubscribe}`;
  const { from, replyTo, ...words } = parts.write({
    speech,
    name: person.name,
    timeZone: person.timeZone,
    link: `${publicUrl}/l/${tokens.page}`,
  });
  const footer = [
    { text: say('mail.personal') },
    { text: say('acquaint.purpose'), link: { label: say('letter.stop'), url: unsubscribeUrl } },
  ];
  return compose(
    { language: speech.language, ...words, footer },
    {
      messageId,
      date: now,
      from: { name: from ? say('mail.from', { host: from }) : 'Acquaint', address: mailFrom },
      to: { name: person.name, address: person.email },
      ...(replyTo ? { replyTo } : {}),
      unsubscribeUrl,
      automatic: true,
    },
  );
}
