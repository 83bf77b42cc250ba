import type { Language } from '../languages/languages.ts';

/**
 * What a mail says, once: text and HTML are both made from it, so that neither holds a fact or a link that the other
 * lacks.
 */
export type MailContent = {
  /** What it is written in. */
  language: Language;
  subject: string;
  /** The one heading. */
  heading: string;
  /** What programs show beside the subject in a list. */
  preview: string;
  blocks: Block[];
  /** Small print: why this mail came, and how to stop further ones. */
  footer: FooterLine[];
};

export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'facts'; rows: Fact[] }
  | { kind: 'agenda'; title: string; rows: { title: string; minutes: number }[] }
  | { kind: 'action'; label: string; url: string };

/** `url`: where to join, shown by HTML as a link that says so. `language`: what the lines are written in, where that is another one than the mail's. */
export type Fact = { label: string; lines: string[]; url?: string; language?: Language };

export type FooterLine = { text: string; link?: { label: string; url: string } };
