import { plainLine } from '../calendar/plain-text.ts';
import type { MailContent } from './content.ts';
import { renderText } from './render-text.ts';
import { renderHtml } from './template.tsx';
import type { MailAddress, MailMessage } from './transport.ts';

/** What a message is made of beside its content. */
export type Envelope = Pick<MailMessage, 'messageId' | 'date' | 'from' | 'to'> &
  Partial<Pick<MailMessage, 'replyTo' | 'inReplyTo' | 'calendar'>> & {
    /** The one-click unsubscribe of RFC 8058. */
    unsubscribeUrl?: string;
    /** Nobody pressed a button for this mail (RFC 3834 §5). */
    automatic?: boolean;
  };

/** Makes the message: cleaned header texts, both bodies from one content, and the list and automation fields. */
export function compose(content: MailContent, envelope: Envelope): MailMessage {
  const { unsubscribeUrl, automatic, from, to, replyTo, ...rest } = envelope;
  return {
    ...rest,
    from: cleaned(from),
    to: cleaned(to),
    ...(replyTo ? { replyTo: Array.isArray(replyTo) ? replyTo.map(cleaned) : cleaned(replyTo) } : {}),
    subject: plainLine(content.subject),
    text: renderText(content),
    html: renderHtml(content),
    headers: {
      'Content-Language': content.language,
      ...(unsubscribeUrl
        ? {
            'List-Unsubscribe': `<${unsubscribeUrl}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }
        : {}),
      ...(automatic ? { 'Auto-Submitted': 'auto-generated' } : {}),
    },
  };
}

/** A name with an `@` or a web address in it pretends to be an address; it goes, and the address stays. */
const PRETENDS = /@|:\/\/|\bwww\./i;

function cleaned({ name, address }: MailAddress): MailAddress {
  const line = plainLine(name);
  return { name: PRETENDS.test(line) ? '' : line, address };
}

/** RFC 5322 §3.6.4: unique for each revision of a mail, the same for every attempt at it. */
export function messageIdOf(mail: { id: string; sequence: number }, mailFrom: string): string {
  return `<${mail.id}.${mail.sequence}@${mailFrom.slice(mailFrom.lastIndexOf('@') + 1)}>`;
}
