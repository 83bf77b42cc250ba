import type { DefinedLetter } from './letters/define-letter.ts';

/** Every kind of letter there is. A kind that is not here is never sent, and its page is not there. */
export const LETTERS: readonly DefinedLetter[] = [];
