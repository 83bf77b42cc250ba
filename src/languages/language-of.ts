import { type Language, languageOfTag } from './languages.ts';

/** What the directory knows of the languages of somebody. */
export type Reader = { preferredLanguage: Language | null; languages: string[] };

/** What somebody is written to in: their choice, else the first of their languages that we speak, else English. */
export function languageOf({ preferredLanguage, languages }: Reader): Language {
  if (preferredLanguage) return preferredLanguage;
  for (const tag of languages) {
    const language = languageOfTag(tag);
    if (language) return language;
  }
  return 'en';
}
