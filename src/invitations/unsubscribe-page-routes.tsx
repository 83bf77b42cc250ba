import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';

import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { languageOf } from '../languages/language-of.ts';
import { languageOfTag } from '../languages/languages.ts';
import { speak } from '../languages/speak.ts';
import { LanguageQuery, sendPage } from '../pages/layout.tsx';
import { type LinkGuard, tokenHashOf } from './link-guard.ts';
import { findSubscription, pauseInvitations, type Subscription } from './pause-invitations.ts';
import { RESUME, UnsubscribePage } from './unsubscribe-page.tsx';

const params = Type.Object({ token: Type.String({ description: 'The secret of a personal link' }) });
const querystring = Type.Object({ lang: LanguageQuery });
const Html = { 'text/html': { schema: Type.String() } };
const tags = ['invitations'];

/**
 * `/u/{token}`: GET asks, POST stops invitations at once, without a cookie or a redirect, whatever form it carries
 * (RFC 8058 §3.1); only our own page's button to undo it means something else.
 */
export function unsubscribePageRoutes(app: App, deps: Deps, guard: LinkGuard): void {
  app.get('/u/:token', {
    schema: {
      operationId: 'showUnsubscribePage',
      tags,
      summary: 'Ask before stopping invitations; changes nothing',
      params,
      querystring,
      response: {
        200: { description: 'The form', content: Html },
        404: { description: 'No such link', content: Html },
      },
    },
    handler: async (request, reply) => {
      const tokenHash = tokenHashOf(request.params.token);
      const subscription = tokenHash && (await findSubscription(deps.db, tokenHash));
      if (!subscription) throw await guard(request);
      return sendUnsubscribePage(reply, subscription, request.query);
    },
  });

  app.post('/u/:token', {
    schema: {
      operationId: 'unsubscribe',
      tags,
      summary: 'Stop invitations: the one-click unsubscribe of RFC 8058',
      description: 'Form field `action=resume` lets them come again; anything else, or no form, stops them.',
      consumes: ['application/x-www-form-urlencoded', 'multipart/form-data'],
      params,
      querystring,
      response: {
        200: { description: 'Done; sending it again changes nothing', content: Html },
        404: { description: 'No such link', content: Html },
      },
    },
    handler: async (request, reply) => {
      const tokenHash = tokenHashOf(request.params.token);
      if (!tokenHash) throw await guard(request);
      const paused = !asksToResume(request.body);
      const now = deps.now();
      const subscription = await deps.db.transaction((tx) =>
        pauseInvitations(tx, { tokenHash, paused }, now),
      );
      if (!subscription) throw await guard(request);
      return sendUnsubscribePage(reply, subscription, request.query);
    },
  });
}

function asksToResume(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'action' in body && body.action === RESUME;
}

/** In the language asked for, else in the person's. */
function sendUnsubscribePage(
  reply: FastifyReply,
  subscription: Subscription,
  { lang }: { lang?: string },
): FastifyReply {
  const language = languageOfTag(lang ?? '') ?? languageOf(subscription);
  const speech = speak(language);
  const children = <UnsubscribePage subscription={subscription} speech={speech} />;
  return sendPage(reply, { title: speech.say('unsubscribe.title'), language, choice: true, children });
}
