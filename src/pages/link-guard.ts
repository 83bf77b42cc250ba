import type { FastifyRequest } from 'fastify';

import type { App } from '../http/app-type.ts';
import { Problem } from '../problems.ts';
import { hashToken, isTokenShaped } from '../token.ts';

/** A person mistypes a link a few times; a guesser needs 2^192 tries. More from one address in a minute is a scan. */
const WRONG_LINKS_PER_MINUTE_MAX = 60;
const MS_PER_SECOND = 1_000;

/** What to throw for a link that leads nowhere: always the same, or that there were too many. */
export type LinkGuard = (request: FastifyRequest) => Promise<Problem>;

/** Counts links that lead nowhere, for each address; right links are never held up. */
export function createLinkGuard(app: App): LinkGuard {
  const count = app.hasDecorator('createRateLimit')
    ? app.createRateLimit({ max: WRONG_LINKS_PER_MINUTE_MAX, timeWindow: '1 minute' })
    : null;
  return async (request) => {
    const limit = await count?.(request);
    if (!limit || limit.isAllowed || !limit.isExceeded) return deadLink();
    const retryAfter = Math.ceil(limit.ttl / MS_PER_SECOND);
    return new Problem('too-many-requests', ({ say }) => say('link.wait', { count: retryAfter }), {
      retryAfter,
    });
  };
}

/** The one answer for links that are wrong, cut short, meant for something else, or whose gathering has begun. */
function deadLink(): Problem {
  return new Problem('not-found', ({ say }) => say('link.dead'));
}

/** The hash to look a token up by, or null for a text that no mail of ours carried. */
export function tokenHashOf(token: string): Buffer | null {
  return isTokenShaped(token) ? hashToken(token) : null;
}
