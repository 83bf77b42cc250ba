import { type Language, languageOfTag } from './languages.ts';

/** Browsers send a handful; what is longer is not read to its end. */
const RANGES_MAX = 20;

/** The language of ours that an `Accept-Language` field wants most (RFC 9110 §12.5.4), else English. */
export function acceptedLanguage(field: string | undefined): Language {
  let best: { language: Language; quality: number } = { language: 'en', quality: 0 };
  for (const range of (field ?? '').split(',', RANGES_MAX)) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    const quality = weight ? Number(weight.slice('q='.length)) : 1;
    const language = languageOfTag(tag);
    if (language && quality > best.quality) best = { language, quality };
  }
  return best.language;
}
