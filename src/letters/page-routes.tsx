import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';

import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { showProblemsAsPages } from '../http/errors.ts';
import { installMultipartForms } from '../http/multipart-form.ts';
import { languageOf } from '../languages/language-of.ts';
import type { Language } from '../languages/languages.ts';
import { speak } from '../languages/speak.ts';
import { LanguageQuery, sendPage } from '../pages/layout.tsx';
import { createLinkGuard, tokenHashOf } from '../pages/link-guard.ts';
import type { DefinedLetter, LetterPage, LetterPageHandlers, ReadLetter } from './define-letter.ts';
import { findLetter } from './find-letter.ts';

const params = Type.Object({ token: Type.String({ description: 'The secret of a personal link' }) });
const querystring = Type.Object({ lang: LanguageQuery });
const Html = { 'text/html': { schema: Type.String() } };
const tags = ['letters'];

/** A letter with what its page does. */
type Opened = { letter: ReadLetter; page: LetterPageHandlers };

/**
 * `/l/{token}`: the own page of a letter. GET and HEAD only show, because mail scanners open every link; POST acts.
 * What the page is stands with the letter's kind in `kinds`.
 */
export function letterPageRoutes(app: App, deps: Deps, kinds: readonly DefinedLetter[]): void {
  const handlers = new Map(kinds.map(({ kind, page }) => [kind, page]));
  const open = async (token: string): Promise<Opened | null> => {
    const tokenHash = tokenHashOf(token);
    const letter = tokenHash && (await findLetter(deps.db, tokenHash));
    const page = letter && handlers.get(letter.kind);
    return letter && page ? { letter, page } : null;
  };

  app.register(async (pages: App) => {
    installMultipartForms(pages);
    showProblemsAsPages(pages);
    const guard = createLinkGuard(pages);

    pages.get('/l/:token', {
      schema: {
        operationId: 'showLetterPage',
        tags,
        summary: 'Show the page behind a letter; changes nothing',
        params,
        querystring,
        response: {
          200: { description: 'The page', content: Html },
          404: { description: 'No such link, or it leads nowhere any more', content: Html },
        },
      },
      handler: async (request, reply) => {
        const opened = await open(request.params.token);
        const language = opened && languageOf(opened.letter.person, request.query.lang);
        const shown =
          opened &&
          language &&
          (await opened.page.show(deps.db, opened.letter, {
            speech: speak(language),
            now: deps.now(),
            deps,
          }));
        if (!shown) throw await guard(request);
        return send(reply, shown, language);
      },
    });

    pages.post('/l/:token', {
      schema: {
        operationId: 'actOnLetterPage',
        tags,
        summary: 'Send the form of the page behind a letter',
        consumes: ['application/x-www-form-urlencoded', 'multipart/form-data'],
        params,
        querystring,
        response: {
          200: { description: 'The page after it', content: Html },
          404: { description: 'No such link, or it leads nowhere any more', content: Html },
        },
      },
      handler: async (request, reply) => {
        const opened = await open(request.params.token);
        const act = opened?.page.act;
        if (!opened || !act) throw await guard(request);
        const { letter } = opened;
        const language = languageOf(letter.person, request.query.lang);
        const context = { speech: speak(language), now: deps.now(), deps };
        const form = fieldsOf(request.body);
        const shown = await deps.db.transaction((tx) => act(tx, { letter, form }, context));
        if (!shown) throw await guard(request);
        return send(reply, shown, language);
      },
    });
  });
}

/** The text fields of a form, whatever was sent. */
function fieldsOf(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).filter((field): field is [string, string] => typeof field[1] === 'string'),
  );
}

function send(reply: FastifyReply, page: LetterPage, language: Language): FastifyReply {
  return sendPage(reply, { ...page, language, choice: true });
}
