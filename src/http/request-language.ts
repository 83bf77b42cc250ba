import type { FastifyRequest } from 'fastify';

import { acceptedLanguage } from '../languages/accepted-language.ts';
import { type Language, languageOfTag } from '../languages/languages.ts';

/** The language of a page for nobody in particular: the one its address names by `?lang=`, else the browser's. */
export function requestLanguage({ query, headers }: FastifyRequest): Language {
  const named = typeof query === 'object' && query !== null && 'lang' in query ? query.lang : null;
  const chosen = typeof named === 'string' ? languageOfTag(named) : null;
  return chosen ?? acceptedLanguage(headers['accept-language']);
}
