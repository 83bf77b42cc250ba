/** The languages that Acquaint speaks; the first is what everything falls back to. */
export const LANGUAGES = ['en', 'fr', 'es', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

export type Direction = 'ltr' | 'rtl';

type Manner = {
  /** How the language calls itself. */
  name: string;
  /** What dates, numbers and lists are formatted by. */
  locale: string;
  dir: Direction;
  /** What stands between things in a row. */
  comma: string;
};

/** How each language is written. */
export const MANNERS: Record<Language, Manner> = {
  // The day before the month, 24 hours.
  en: { name: 'English', locale: 'en-GB', dir: 'ltr', comma: ', ' },
  fr: { name: 'Français', locale: 'fr', dir: 'ltr', comma: ', ' },
  es: { name: 'Español', locale: 'es', dir: 'ltr', comma: ', ' },
  // European digits, as in links, calendars and the names of rooms, whatever the version of Intl would choose.
  ar: { name: 'العربية', locale: 'ar-u-nu-latn', dir: 'rtl', comma: '، ' },
};

/** The language of a tag (RFC 5646) such as `fr-CA`, or null when we do not speak it. */
export function languageOfTag(tag: string): Language | null {
  const [primary] = tag.toLowerCase().split('-', 1);
  return LANGUAGES.find((language) => language === primary) ?? null;
}

/** What stands between things in a row in the language of a tag, with its space; as in English where we do not speak it. */
export function commaOf(tag: string): string {
  return MANNERS[languageOfTag(tag) ?? LANGUAGES[0]].comma;
}
