import type { FastifyRequest } from 'fastify';

import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { Problem } from '../problems.ts';
import { isTokenShaped } from '../token.ts';
import { keyPrincipal, sessionPrincipal } from './queries.ts';

/** The session's cookie: HttpOnly, SameSite=Lax, Secure behind https. */
export const SESSION_COOKIE = 'acquaint_session';

/**
 * Every route of the scope needs a credential: an API key or a session. A session's cookie is sent by the browser on
 * its own, so a change under it must come from our own pages.
 */
export function authentication(app: App, deps: Deps): void {
  app.addHook('onRequest', async (request) => {
    const principal = await authenticate(request, deps);
    if (!principal) {
      throw new Problem(
        'unauthenticated',
        'Send Authorization: Bearer <api key>, or sign in by a mailed link.',
      );
    }
    request.principal = principal;
  });
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

/** Browsers name the page's origin on every unsafe request; programs that send a cookie by hand name none. */
export function fromOurPages(request: FastifyRequest, deps: Deps): boolean {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return (
    origin === undefined ||
    origin === new URL(deps.publicUrl()).origin ||
    origin.endsWith(`//${request.host}`)
  );
}
