import { STATUS_CODES } from 'node:http';
import type { FastifySchema, RouteOptions } from 'fastify';

import type { ProblemCode } from '../problems.ts';
import { problemAnswers } from './schemas.ts';

/** What the documentation says of the header that every POST takes. */
const IDEMPOTENCY_KEY = {
  type: 'string',
  minLength: 1,
  maxLength: 255,
  description:
    'Repeating a request under the same key within 24 hours repeats its answer instead of its effect, ' +
    'with the header Idempotency-Replayed: true',
};

type Answer = { description?: string };

/**
 * Completes a route's schema for the documentation with what holds for all routes of its kind: what may become of a
 * body and of an id, the Idempotency-Key of a POST behind authentication, and a description for each good answer.
 */
export function describeRoute(schema: FastifySchema, route: RouteOptions): FastifySchema {
  const codes: ProblemCode[] = [];
  if (schema.body !== undefined) codes.push('too-large', 'unsupported-media-type');
  if (isJson(schema.body)) codes.push('bad-json');
  if (schema.params !== undefined) codes.push('not-found');
  const secured = (schema.security?.length ?? 0) > 0;
  const keyed = secured && route.method === 'POST';
  if (keyed) codes.push('idempotency-in-flight', 'idempotency-key-reused');

  const described = Object.entries((schema.response ?? {}) as Record<string, Answer>).map(
    ([status, answer]) =>
      [status, { ...answer, description: answer.description ?? STATUS_CODES[status] }] as const,
  );
  const response: Record<string, Answer> = Object.fromEntries(described);
  if (!secured) delete response[401];
  for (const [status, extra] of Object.entries(problemAnswers(codes))) {
    const listed = new Set([response[status], extra].flatMap((one) => one?.description?.split(', ') ?? []));
    response[status] = { ...extra, description: [...listed].join(', ') };
  }
  const headers = { type: 'object', properties: { 'Idempotency-Key': IDEMPOTENCY_KEY } };
  const querystring = withOptionalDefaults(schema.querystring as QuerySchema | undefined);
  return {
    ...schema,
    security: schema.security ?? [],
    response,
    ...(querystring ? { querystring } : {}),
    ...(keyed ? { headers } : {}),
  };
}

type QuerySchema = { required?: string[]; properties?: Record<string, { default?: unknown }> };

/** A query parameter with a default may be left out: it is filled in before the query is checked. */
function withOptionalDefaults(query: QuerySchema | undefined): QuerySchema | undefined {
  if (!query?.required) return query;
  const required = query.required.filter((name) => query.properties?.[name]?.default === undefined);
  return { ...query, required };
}

/** A body of another media type is described by `content`. */
function isJson(body: unknown): boolean {
  return typeof body === 'object' && body !== null && !('content' in body);
}
