import { askedLetter } from './introductions/letters/asked.tsx';
import { madeLetter } from './introductions/letters/made.ts';
import type { DefinedLetter } from './letters/define-letter.ts';
import { askToJoin } from './programmes/letters/ask.tsx';
import { voteLetter } from './self-assessments/letters/vote.tsx';

/** Every kind of letter there is. A kind that is not here is never sent, and its page is not there. */
export const LETTERS: readonly DefinedLetter[] = [askedLetter, madeLetter, voteLetter, askToJoin];
