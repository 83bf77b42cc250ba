import type { FastifyRequest } from 'fastify';

import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { actorLimiter, requestLimiter } from '../http/rate-limits.ts';
import { Problem } from '../problems.ts';
import { isTokenShaped } from '../token.ts';
import { keyPrincipal, sessionPrincipal } from './queries.ts';

/** The session's cookie: HttpOnly, SameSite=Lax, Secure behind https. */
export const SESSION_COOKIE = 'acquaint_session';
/**
 * Wrong credentials from one address before it is told to wait. Right ones pass all the same: a program with an old
 * key must not lock out the office behind the same address, and nobody guesses 192 random bits.
 */
const WRONG_CREDENTIALS_PER_MINUTE_MAX = 30;

/**
 * Every route of the scope needs a credential: an API key or a session. A session's cookie is sent by the browser on
 * its own, so a change under it must come from our own pages.
 */
export function authentication(app: App, deps: Deps): void {
  const limitActor = actorLimiter(app);
  const limitWrong = requestLimiter(app, { max: WRONG_CREDENTIALS_PER_MINUTE_MAX });
  app.addHook('onRoute', (route) => {
    route.schema = { security: [{ apiKey: [] }, { session: [] }], ...route.schema };
  });
  app.addHook('onRequest', async (request) => {
    request.principal = await authenticate(request, deps);
    if (request.principal) return limitActor(request);
    if (carriesCredential(request)) await limitWrong(request);
    throw new Problem(
      'unauthenticated',
      'Send Authorization: Bearer <api key>, or sign in by a mailed link.',
    );
  });
}

function carriesCredential(request: FastifyRequest): boolean {
  return request.headers.authorization !== undefined || request.cookies[SESSION_COOKIE] !== undefined;
}

/** Who is asking, or null without a valid credential. A wrong API key is never made good by a cookie. */
export async function authenticate(request: FastifyRequest, deps: Deps) {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const [scheme, key] = authorization.split(' ');
    return scheme?.toLowerCase() === 'bearer' && key ? keyPrincipal(deps.db, key, deps.now()) : null;
  }
  const token = request.cookies[SESSION_COOKIE];
  if (!token || !isTokenShaped(token)) return null;
  if (changesState(request) && !fromOurPages(request, deps)) {
    throw new Problem('cross-site-request', 'Send the request from a page of this service.');
  }
  return sessionPrincipal(deps.db, token, deps.now());
}

function changesState(request: FastifyRequest): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(request.method);
}

/**
 * Whether a change was asked for by one of our pages. Browsers name the site (Fetch Metadata, on https and localhost)
 * or the page's origin on every unsafe request; programs that send a cookie by hand name neither. A page with forms
 * that act under a session must not send `Referrer-Policy: no-referrer`, which makes its origin `null`.
 */
export function fromOurPages(request: FastifyRequest, deps: Deps): boolean {
  if (request.headers['sec-fetch-site'] !== undefined) return !fromAnotherSite(request);
  const { origin } = request.headers;
  if (origin === undefined || origin === new URL(deps.publicUrl()).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === request.host;
}

/** Whether the browser says that another site's page asked; nothing said is no. */
export function fromAnotherSite(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}
