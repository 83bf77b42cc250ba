import { type Language, languageOfTag } from './languages.ts';

/** What the directory knows of the languages of somebody. */
export type Reader = { preferredLanguage: Language | null; languages: string[] };

/**
 * What somebody is written to in: what they `asked` for on this page (a tag of RFC 5646) when we speak it, else their
 * choice, else the first of their languages that we speak, else English.
 */
export function languageOf({ preferredLanguage, languages }: Reader, asked = ''): Language {
  const chosen = languageOfTag(asked);
  if (chosen) return chosen;
  if (preferredLanguage) return preferredLanguage;
  for (const tag of languages) {
    const language = languageOfTag(tag);
    if (language) return language;
  }
  return 'en';
}
