import type { Direction } from './languages.ts';

/** What does not run in a direction by itself. Right to left: Hebrew to Arabic, their presentation forms, old scripts. */
const FOREIGN: Record<Direction, RegExp> = {
  ltr: /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u,
  rtl: /(?=[\p{L}\p{N}])[^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u,
};

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';
const ISOLATED = /\u2068([^\u2068\u2069]*)\u2069/;

/**
 * Sets a foreign text apart from the sentence around it, where the two may run in different directions: it keeps its
 * own order and disturbs nothing beside it (UAX 9 §2.7). A list of isolated names is not isolated again.
 */
export function isolate(text: string, dir: Direction): string {
  if (!FOREIGN[dir].test(text) || text.includes(FIRST_STRONG_ISOLATE)) return text;
  return `${FIRST_STRONG_ISOLATE}${text}${POP_DIRECTIONAL_ISOLATE}`;
}

/** A text in its pieces: those that `isolate` has set apart, and what is around them. */
export function isolatedParts(text: string): { text: string; isolated: boolean }[] {
  return text
    .split(ISOLATED)
    .map((part, i) => ({ text: part, isolated: i % 2 === 1 }))
    .filter((part) => part.text !== '');
}
