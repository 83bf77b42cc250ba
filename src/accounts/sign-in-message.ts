import type { MailContent } from '../mail/content.ts';

/** What the mail with a sign-in link says. Pure; the link is good for `minutes`. */
export function signInContent(link: string, minutes: number): MailContent {
  return {
    subject: 'Your link to sign in to Acquaint',
    heading: 'Sign in to Acquaint',
    preview: `The link works once, within ${minutes} minutes.`,
    blocks: [
      {
        kind: 'paragraph',
        text: `Somebody, we think you, asked to sign in with this address. The link works once, within ${minutes} minutes.`,
      },
      { kind: 'action', label: 'Sign in', url: link },
    ],
    footer: [
      { text: 'If it was not you, do nothing: without the link nobody gets in. Do not pass this mail on.' },
    ],
  };
}
