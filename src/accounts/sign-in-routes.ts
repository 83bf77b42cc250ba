import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import { type FunctionComponent, h } from 'preact';
import { Type } from 'typebox';

import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { requestLimiter } from '../http/rate-limits.ts';
import { requestLanguage } from '../http/request-language.ts';
import { answers, Strict } from '../http/schemas.ts';
import { type Speech, speak } from '../languages/speak.ts';
import { sendPage } from '../pages/layout.tsx';
import { Problem } from '../problems.ts';
import { fromAnotherSite, fromOurPages, SESSION_COOKIE } from './authentication.ts';
import { isSignInLinkOpen } from './queries.ts';
import { requestSignIn } from './request-sign-in.ts';
import { SignInBody } from './schemas.ts';
import { SESSION_MS, signIn } from './sign-in.ts';
import { AskForLink, LinkNotOpen, LinkRequested, PressToSignIn } from './sign-in-pages.tsx';
import { signOut } from './sign-out.ts';

/** Asking for links from one address, people and programs together. */
const REQUESTS_PER_MINUTE_MAX = 10;
/** Every request for a link is answered after this time: longer than a known address takes, so both look alike. */
const ANSWER_AFTER_MS = 100;
/** Tokens have one length; a longer text is no link of ours and is told so by the same page. */
const TokenParams = Type.Object({ token: Type.String() });

/** Sign-in by a mailed link: pages for people, and one route for programs that act for them. Needs form bodies. */
export function signInRoutes(app: App, deps: Deps): void {
  const limit = requestLimiter(app, { max: REQUESTS_PER_MINUTE_MAX });

  async function askForLink(email: string): Promise<void> {
    const now = deps.now();
    await Promise.all([
      deps.db.transaction((tx) => requestSignIn(tx, { email }, now)),
      pause(ANSWER_AFTER_MS),
    ]);
  }

  app.post('/api/v1/sign-in', {
    onRequest: limit,
    schema: {
      tags: ['accounts'],
      operationId: 'requestSignIn',
      summary: 'Mail somebody a link to sign in by',
      description:
        'Answers the same for known and unknown addresses. Three mails to one person in 15 minutes at most.',
      security: [],
      body: SignInBody,
      response: answers({ 202: Strict({}) }),
    },
    handler: async (request, reply) => {
      await askForLink(request.body.email);
      return reply.status(202).send({});
    },
  });

  app.get('/sign-in', {
    schema: { hide: true },
    handler: async (_request, reply) => sendSpoken(reply, 'sign-in.title', AskForLink),
  });

  app.post('/sign-in', {
    onRequest: limit,
    schema: { hide: true, body: SignInBody },
    handler: async (request, reply) => {
      await askForLink(request.body.email);
      return sendSpoken(reply, 'sign-in.look', LinkRequested);
    },
  });

  app.get('/sign-in/:token', {
    schema: { hide: true, params: TokenParams },
    handler: async (request, reply) => {
      const open = await isSignInLinkOpen(deps.db, request.params.token, deps.now());
      return open ? sendSpoken(reply, 'sign-in.title', PressToSignIn) : sendNotOpen(reply);
    },
  });

  app.post('/sign-in/:token', {
    schema: { hide: true, params: TokenParams },
    handler: async (request, reply) => {
      if (fromAnotherSite(request)) {
        throw new Problem('cross-site-request', ({ say }) => say('sign-in.open-from-mail'));
      }
      const session = await deps.db.transaction((tx) => signIn(tx, request.params, deps.now()));
      if (session === null) return sendNotOpen(reply);
      return reply
        .setCookie(SESSION_COOKIE, session, { ...cookieOptions(deps), maxAge: SESSION_MS / 1000 })
        .header('cache-control', 'no-store')
        .redirect('/me', 303);
    },
  });

  app.post('/sign-out', {
    schema: { hide: true },
    handler: async (request, reply) => {
      if (!fromOurPages(request, deps)) {
        throw new Problem('cross-site-request', 'Send the request from a page of this service.');
      }
      const token = request.cookies[SESSION_COOKIE];
      if (token) await deps.db.transaction((tx) => signOut(tx, { token }));
      return reply.clearCookie(SESSION_COOKIE, cookieOptions(deps)).redirect('/sign-in', 303);
    },
  });
}

function sendNotOpen(reply: FastifyReply): FastifyReply {
  return sendSpoken(reply, 'sign-in.dead', LinkNotOpen, 404);
}

type PageTitle = 'sign-in.title' | 'sign-in.look' | 'sign-in.dead';

/** These pages do not know who reads them: the browser names the language, or the choice at their foot. */
function sendSpoken(
  reply: FastifyReply,
  title: PageTitle,
  page: FunctionComponent<{ speech: Speech }>,
  status = 200,
): FastifyReply {
  const language = requestLanguage(reply.request);
  const speech = speak(language);
  const children = h(page, { speech });
  return sendPage(reply, { title: speech.say(title), status, language, choice: true, children });
}

/** Out of reach of scripts and of other sites' forms; over https never sent without it. */
function cookieOptions(deps: Deps) {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'lax' as const,
    secure: deps.publicUrl().startsWith('https:'),
  };
}
