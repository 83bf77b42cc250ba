import type { Speech } from '../languages/speak.ts';
import type { MailContent } from '../mail/content.ts';

/** What the mail with a sign-in link says. Pure; the link is good for `minutes`. */
export function signInContent(link: string, minutes: number, { language, say }: Speech): MailContent {
  const once = say('mail.sign-in.once', { count: minutes });
  return {
    language,
    subject: say('mail.sign-in.subject'),
    heading: say('mail.sign-in.heading'),
    preview: once,
    blocks: [
      { kind: 'paragraph', text: `${say('mail.sign-in.asked')} ${once}` },
      { kind: 'action', label: say('mail.sign-in.button'), url: link },
    ],
    footer: [{ text: say('mail.sign-in.not-you') }],
  };
}
