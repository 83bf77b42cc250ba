import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

import { PROBLEMS, Problem, type ProblemCode } from '../problems.ts';
import type { App } from './app-type.ts';
import type { ProblemBody } from './schemas.ts';
import { validationProblem } from './validators.ts';

/** Errors of the framework that are the caller's doing → the catalogue, with a sentence that says the remedy. */
const FRAMEWORK_ERRORS: Record<string, [ProblemCode, string]> = {
  FST_ERR_CTP_INVALID_JSON_BODY: ['bad-json', 'The body could not be read as JSON.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['bad-json', 'The body is empty; send a JSON object, {} at least.'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['too-large', 'The body is larger than this route takes.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'unsupported-media-type',
    'Send the Content-Type that the documentation names.',
  ],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['bad-request', 'Content-Length differs from the length of the body.'],
  FST_ERR_BAD_URL: ['bad-request', 'The path cannot be decoded.'],
};

/** The one error path: every failure leaves as problem+json, and only the unexpected is logged as an error. */
export function installErrorHandling(app: App): void {
  app.setErrorHandler<FastifyError | Problem>((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
    sendProblem(reply, problem);
  });
  app.setNotFoundHandler((request, reply) => {
    sendProblem(reply, notFound(request));
  });
}

function notFound(request: FastifyRequest): Problem {
  return new Problem('not-found', `No route answers ${request.method} at this path; see /docs.`);
}

/** What the caller is told of an error; nothing internal leaves. */
export function problemOf(error: FastifyError | Problem): Problem {
  if (error instanceof Problem) return error;
  if (error.validation) return validationProblem(error.validation, error.validationContext ?? 'body');
  const known = FRAMEWORK_ERRORS[error.code];
  if (known) return new Problem(known[0], known[1]);
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new Problem('bad-request', 'The request could not be read.');
  }
  return new Problem('internal', 'The fault is logged under the request id of this answer.');
}

/** Sends a problem under its media type, past the route's own serializers. */
export function sendProblem(reply: FastifyReply, problem: Problem): void {
  if (problem.retryAfter !== undefined) reply.header('retry-after', String(problem.retryAfter));
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="acquaint"');
  reply
    .status(problem.status)
    .type('application/problem+json; charset=utf-8')
    .serializer((body: ProblemBody) => JSON.stringify(body))
    .send(bodyOf(problem));
}

/** The members of RFC 9457 plus `code` and `errors`. */
function bodyOf(problem: Problem): ProblemBody {
  return {
    type: `urn:acquaint:problem:${problem.code}`,
    title: PROBLEMS[problem.code].title,
    status: problem.status,
    detail: problem.message,
    code: problem.code,
    ...(problem.errors ? { errors: problem.errors } : {}),
  };
}
