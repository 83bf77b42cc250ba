/**
 * What no name, team or topic may hold: controls (they break header and calendar lines), halves of surrogate pairs
 * and U+FFFD (bytes that were not UTF-8), line and paragraph separators, and the bidirectional controls with which a
 * text can pretend to be another one (Unicode TR 36 §2.8). Joiners stay: Persian and Indic names need them.
 */
const UNSAFE = /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF\uFFFD]/u;
const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;

/** True when a text holds a character that may not reach a mail, a calendar line or a page. */
export function hasUnsafeCharacters(text: string): boolean {
  return !PRINTABLE_ASCII.test(text) && UNSAFE.test(text);
}
