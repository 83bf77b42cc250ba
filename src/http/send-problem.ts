import type { FastifyReply, FastifyRequest } from 'fastify';

import { speak } from '../languages/speak.ts';
import { sendProblemPage } from '../pages/problem-page.tsx';
import type { Problem } from '../problems.ts';
import { requestLanguage } from './request-language.ts';
import type { ProblemBody } from './schemas.ts';

/** Sends a problem under its media type, past the route's own serializers; to a person in a browser, as a page. */
export function sendProblem(
  reply: FastifyReply,
  problem: Problem,
  asPage = isForBrowser(reply.request),
): FastifyReply {
  reply.header('x-request-id', reply.request.id);
  if (problem.retryAfter !== undefined) reply.header('retry-after', String(problem.retryAfter));
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="acquaint"');
  if (asPage) return sendProblemPage(reply, problem, requestLanguage(reply.request));
  return reply
    .status(problem.status)
    .type('application/problem+json; charset=utf-8')
    .serializer((body: ProblemBody) => JSON.stringify(body))
    .send(bodyOf(problem));
}

function isForBrowser({ url, headers }: FastifyRequest): boolean {
  return !url.startsWith('/api/') && (headers.accept ?? '').includes('text/html');
}

/** The members of RFC 9457 plus `code` and `errors`. */
export function bodyOf(problem: Problem): ProblemBody {
  return {
    type: `urn:acquaint:problem:${problem.code}`,
    title: problem.titleIn(speak('en')),
    status: problem.status,
    detail: problem.message,
    code: problem.code,
    ...(problem.errors ? { errors: problem.errors } : {}),
  };
}
