import { isTimeZone } from '../calendar/time-zones.ts';
import { LANGUAGES, type Language } from '../languages/languages.ts';
import { readEmailAddress } from './email-address.ts';
import { hasUnsafeCharacters } from './unsafe-characters.ts';

export const NAME_MAX = 200;
export const TEXT_MAX = 100;
export const LIST_ENTRIES_MAX = 20;
/** Longest language tag we keep; RFC 5646 §4.4.1 asks for room for at least 35 characters. */
export const LANGUAGE_TAG_MAX = 35;
/** Nobody in a directory started, left or paused outside these years: it is a typing error. */
export const YEAR_MIN = 1900;
export const YEAR_MAX = 2199;

/** A link or an address in a display name lends a stranger's link our sender's good name. */
const LINK = /@|:\/\/|\bwww\.|\bmailto:|\.\p{L}{2,}\//iu;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const LANGUAGE_TAG = /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** What a caller or a file wrote into a field. */
export type Written = string | string[] | null;
/** The value as it is kept, or the rule that is broken, as the end of the sentence "the field …". */
export type Checked<T> = { value: T } | { message: string };
type Rule<T> = (written: Written) => Checked<T>;

/** A text that must be there: trimmed, in Unicode normal form C, then held against `rule`. */
export function required<T>(rule: (text: string) => Checked<T>): Rule<T> {
  return (written) => (typeof written === 'string' ? rule(tidy(written)) : { message: 'must be a text' });
}

/** A text that may be missing or empty (then null). */
export function optional<T>(rule: (text: string) => Checked<T>): Rule<T | null> {
  const check = required(rule);
  return (written) =>
    written === null || (typeof written === 'string' && written.trim() === '')
      ? { value: null }
      : check(written);
}

/** A list of texts without empty or repeated entries, each held against `rule`. */
export function list(rule: (text: string) => Checked<string>): Rule<string[]> {
  return (written) => {
    if (!Array.isArray(written)) return { message: 'must be a list' };
    const values = new Set<string>();
    for (const entry of written) {
      const text = tidy(entry);
      if (text === '') continue;
      const checked = rule(text);
      if ('message' in checked) return { message: `each entry ${checked.message}` };
      values.add(checked.value);
    }
    if (values.size > LIST_ENTRIES_MAX) return { message: `must have at most ${LIST_ENTRIES_MAX} entries` };
    return { value: [...values] };
  };
}

/** One addr-spec of RFC 5321, nothing around it. */
export function emailAddress(text: string): Checked<string> {
  const value = readEmailAddress(text);
  return value === null
    ? { message: 'must be one plain e-mail address such as ana@example.org, at most 254 characters' }
    : { value };
}

/** A unit, a place, a topic: short, on one line. */
export function shortText(text: string): Checked<string> {
  return line(text, TEXT_MAX);
}

/** A person's name in any script; it is shown to others and stands in mail headers. */
export function personName(text: string): Checked<string> {
  if (LINK.test(text)) return { message: 'must not hold an address or a link' };
  return line(text, NAME_MAX);
}

/** A zone of the time-zone database. */
export function timeZone(text: string): Checked<string> {
  return isTimeZone(text)
    ? { value: text }
    : { message: 'must be a time zone of the IANA database such as Africa/Nairobi' };
}

/** A language tag (RFC 5646) in its canonical case. */
export function languageTag(text: string): Checked<string> {
  const refused = { message: 'must be a language tag such as en or pt-BR' };
  if (text.length > LANGUAGE_TAG_MAX || !LANGUAGE_TAG.test(text)) return refused;
  try {
    const [value] = Intl.getCanonicalLocales(text);
    return value === undefined ? refused : { value };
  } catch {
    return refused;
  }
}

/** A language that Acquaint speaks. */
export function language(text: string): Checked<Language> {
  const value = LANGUAGES.find((known) => known === text);
  return value ? { value } : { message: `must be one of ${LANGUAGES.join(', ')}` };
}

/** A day that exists, as yyyy-mm-dd. */
export function day(text: string): Checked<string> {
  const [, year, month, date] = ISO_DATE.exec(text)?.map(Number) ?? [];
  const refused = { message: `must be a day that exists, as yyyy-mm-dd, from ${YEAR_MIN} to ${YEAR_MAX}` };
  if (year === undefined || month === undefined || date === undefined) return refused;
  if (year < YEAR_MIN || year > YEAR_MAX) return refused;
  const instant = new Date(Date.UTC(year, month - 1, date));
  return instant.getUTCMonth() === month - 1 && instant.getUTCDate() === date ? { value: text } : refused;
}

/** Whether somebody belongs to the organisation or is a guest from outside. */
export function personKind(text: string): Checked<'staff' | 'guest'> {
  return text === 'staff' || text === 'guest' ? { value: text } : { message: 'must be staff or guest' };
}

function line(text: string, charactersMax: number): Checked<string> {
  // UTF-16 length is an upper bound of characters: most texts need no counting.
  const tooLong = text.length > charactersMax && [...text].length > charactersMax;
  if (text === '' || tooLong) return { message: `must have 1 to ${charactersMax} characters` };
  if (hasUnsafeCharacters(text)) {
    return { message: 'must not hold line breaks, control characters or characters that are not UTF-8' };
  }
  return LETTER_OR_DIGIT.test(text) ? { value: text } : { message: 'must hold a letter or a digit' };
}

function tidy(text: string): string {
  return text.trim().normalize('NFC');
}
