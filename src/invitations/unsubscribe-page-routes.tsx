import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';

import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { languageOf } from '../languages/language-of.ts';
import { speak } from '../languages/speak.ts';
import { LetterStopPage } from '../letters/letter-stop-page.tsx';
import { stopEverything } from '../letters/stop-everything.ts';
import { findLetterSubscription, type LetterSubscription, stopLetters } from '../letters/stop-letters.ts';
import { LanguageQuery, sendPage } from '../pages/layout.tsx';
import { type LinkGuard, tokenHashOf } from '../pages/link-guard.ts';
import { findSubscription, pauseInvitations, type Subscription } from './pause-invitations.ts';
import { type StopScope, stopInvitations } from './stop-invitations.ts';
import { ACTIONS, type Action, UnsubscribePage } from './unsubscribe-page.tsx';

const params = Type.Object({ token: Type.String({ description: 'The secret of a personal link' }) });
const querystring = Type.Object({ lang: LanguageQuery });
const Html = { 'text/html': { schema: Type.String() } };
const tags = ['invitations'];

/**
 * `/u/{token}`: GET asks, POST stops invitations at once, without a cookie or a redirect, whatever form it carries
 * (RFC 8058 §3.1); only our own page's buttons mean something else. News of what somebody accepted still comes.
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
      if (!tokenHash) throw await guard(request);
      const subscription = await findSubscription(deps.db, tokenHash);
      if (subscription) return sendUnsubscribePage(reply, subscription, request.query);
      const letters = await findLetterSubscription(deps.db, tokenHash);
      if (!letters) throw await guard(request);
      return sendLetterStopPage(reply, letters, request.query);
    },
  });

  app.post('/u/:token', {
    schema: {
      operationId: 'unsubscribe',
      tags,
      summary: 'Stop invitations: the one-click unsubscribe of RFC 8058',
      description:
        'Stops all invitations, whatever form comes with it: all mail has one sender; by a link of a letter, all ' +
        'letters of its topic, and `stop-everything` all but changes to gatherings that were accepted. Form field ' +
        '`action` of our page: `stop-host` and `stop-series` stop those of the host or the series of that mail; `resume`, `resume-host` and ' +
        '`resume-series` let them come again.',
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
      const now = deps.now();
      const { scope, stopped } = ACTIONS[actionOf(request.body)];
      const subscription = await deps.db.transaction((tx) =>
        isSome(scope)
          ? stopInvitations(tx, { tokenHash, scope, stopped }, now)
          : pauseInvitations(tx, { tokenHash, paused: stopped }, now),
      );
      if (subscription) return sendUnsubscribePage(reply, subscription, request.query, isSome(scope));
      const stop = scope === 'everything' ? stopEverything : stopLetters;
      const letters = await deps.db.transaction((tx) => stop(tx, { tokenHash, stopped }, now));
      if (!letters) throw await guard(request);
      return sendLetterStopPage(reply, letters, request.query);
    },
  });
}

/** Whether a button is about some invitations only. */
function isSome(scope: (typeof ACTIONS)[Action]['scope']): scope is StopScope {
  return scope === 'host' || scope === 'series';
}

/** What our page's button asks for; anything else, and nothing, is a mail program's one click. */
function actionOf(body: unknown): Action {
  const given = typeof body === 'object' && body !== null && 'action' in body ? body.action : undefined;
  return typeof given === 'string' && Object.hasOwn(ACTIONS, given) ? (given as Action) : 'stop';
}

/** In the language asked for, else in the person's. */
function sendUnsubscribePage(
  reply: FastifyReply,
  subscription: Subscription,
  { lang }: { lang?: string },
  done = false,
): FastifyReply {
  const language = languageOf(subscription, lang);
  const speech = speak(language);
  const children = <UnsubscribePage subscription={subscription} speech={speech} done={done} />;
  return sendPage(reply, { title: speech.say('unsubscribe.title'), language, choice: true, children });
}

function sendLetterStopPage(
  reply: FastifyReply,
  subscription: LetterSubscription,
  { lang }: { lang?: string },
): FastifyReply {
  const language = languageOf(subscription, lang);
  const speech = speak(language);
  const children = <LetterStopPage subscription={subscription} speech={speech} />;
  return sendPage(reply, { title: speech.say('letter.title'), language, choice: true, children });
}
