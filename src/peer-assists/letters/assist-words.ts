import { plainLine } from '../../calendar/plain-text.ts';
import type { LetterWords } from '../../letters/define-letter.ts';

/** A letter of one sentence and one button about an assist. */
export function assistWords(
  title: string,
  { subject, news, button, link }: { subject: string; news: string; button: string; link: string },
): LetterWords {
  return {
    subject,
    heading: plainLine(title),
    preview: news,
    blocks: [
      { kind: 'paragraph', text: news },
      { kind: 'action', label: button, url: link },
    ],
  };
}

/** For the previews: long, and in two directions. */
export const SAMPLE_TITLE =
  'Peer assist: moving 40 years of registry data (ترحيل البيانات) without closing the counter';
