// C0 and C1 controls save tab and line feed, lone surrogates, and the characters that turn the direction of what
// follows (RFC 5545 §3.1 and Unicode TR 36 §2.6). Joiners stay: Persian and emoji need them.
const UNSEEN = /[\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufeff]|(?![\t\n])\p{Cc}/gu;
const LINE_BREAKS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
const WHITE_SPACE = /[\t\n ]+/g;

/**
 * Text of several lines made safe for a mail or a calendar: every kind of line break becomes `\n`, controls and
 * bidirectional overrides go, and the ends are trimmed.
 */
export function plainText(text: string): string {
  return text.replace(LINE_BREAKS, '\n').replace(UNSEEN, '').trim();
}

/**
 * A name, title or place made safe for a mail header or a calendar line: as `plainText`, on one line, with
 * single spaces.
 */
export function plainLine(text: string): string {
  return plainText(text).replace(WHITE_SPACE, ' ');
}
