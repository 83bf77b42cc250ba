import rateLimit from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';

import { Problem } from '../problems.ts';
import type { App } from './app-type.ts';

/**
 * A whole organisation may answer from behind one address within a minute, and two thousand people of one town hall
 * open its questions and vote for some; more than 200 requests a second from one address, or under one credential, is a
 * fault or an attack.
 */
const REQUESTS_PER_MINUTE_MAX = 12_000;
/** A person presses a button a few times, and scanners open a link from several places; more is a program. */
const PER_TOKEN_MAX = 300;
/** The code at the door is one for everybody who comes. */
const SHARED_LINK = '/d/:token';

/** Counts one request and throws a 429 when it is one too many. */
export type Limiter = (request: FastifyRequest) => Promise<void>;

/**
 * Limits what one address may ask, and what may be asked by one personal link from however many addresses, before
 * anything else is done for it; `config.rateLimit: false` spares a route.
 * Each process counts for itself. `max` false switches all limits off, for measurements.
 */
export async function installRateLimits(app: App, max: number | false = REQUESTS_PER_MINUTE_MAX) {
  await app.register(rateLimit, {
    global: false,
    timeWindow: '1 minute',
    ...(max === false ? { allowList: () => true } : { max }),
  });
  const limitAddress = requestLimiter(app, {});
  const limitToken = requestLimiter(app, {
    max: PER_TOKEN_MAX,
    keyGenerator: (request) => tokenOf(request) ?? '',
  });
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config?.rateLimit === false) return;
    await limitAddress(request);
    if (request.routeOptions.url !== SHARED_LINK && tokenOf(request) !== null) await limitToken(request);
  });
}

/** The secret of a personal link. */
function tokenOf({ params }: FastifyRequest): string | null {
  const given = typeof params === 'object' && params !== null && 'token' in params ? params.token : null;
  return typeof given === 'string' ? given : null;
}

/** A limit of its own a minute, by address unless `keyGenerator` says otherwise. */
export function requestLimiter(
  app: App,
  options: { max?: number; keyGenerator?: (request: FastifyRequest) => string },
): Limiter {
  const count = app.createRateLimit(options);
  return async (request) => {
    const counted = await count(request);
    if (counted.isAllowed || !counted.isExceeded) return;
    const retryAfter = Math.max(1, counted.ttlInSeconds);
    const detail = `Wait ${retryAfter} seconds: at most ${counted.max} requests a minute.`;
    throw new Problem('too-many-requests', detail, { retryAfter });
  };
}

/** What one credential may ask, from however many addresses. */
export function actorLimiter(app: App): Limiter {
  return requestLimiter(app, { keyGenerator: (request) => request.principal?.actorId ?? request.ip });
}
