import type { FastifyRequest } from 'fastify';

import { Problem } from '../problems.ts';

/** What the limiter throws: a 429 that says when to come back. `ttl` is in milliseconds. */
export function tooManyRequests(_request: FastifyRequest, context: { ttl: number; max: number }): Problem {
  const retryAfter = Math.max(1, Math.ceil(context.ttl / 1000));
  return new Problem(
    'too-many-requests',
    `Wait ${retryAfter} seconds: at most ${context.max} requests a minute.`,
    {
      retryAfter,
    },
  );
}
