import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

import { Problem } from '../problems.ts';
import { rememberMethods } from './allowed-methods.ts';
import type { App } from './app-type.ts';
import { problemOf } from './problem-of.ts';
import { sendProblem } from './send-problem.ts';

/** The one error path: every failure leaves as problem+json, and only the unexpected is logged as an error. */
export function installErrorHandling(app: App): void {
  const methodsOf = rememberMethods(app);
  app.setErrorHandler<FastifyError | Problem>(handleError);
  app.setNotFoundHandler((request, reply) => {
    const allowed = methodsOf(request.url.split('?', 1)[0] ?? '').join(', ');
    if (allowed === '') {
      const detail = `No route answers ${request.method} at this path; see /docs.`;
      return sendProblem(reply, new Problem('not-found', detail));
    }
    const problem = new Problem('method-not-allowed', `This path takes ${allowed}.`);
    return sendProblem(reply.header('allow', allowed), problem);
  });
}

/** Answers what went wrong in or before a route; also given to Fastify for paths that it cannot route at all. */
export function handleError(
  error: FastifyError | Problem,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  return sendProblem(reply, recorded(error, request));
}

/** Every failure in this scope leaves as a page, whatever the caller accepts: its routes are for people. */
export function showProblemsAsPages(app: App): void {
  app.setErrorHandler<FastifyError | Problem>((error, request, reply) =>
    sendProblem(reply, recorded(error, request), true),
  );
}

function recorded(error: FastifyError | Problem, request: FastifyRequest): Problem {
  const problem = problemOf(error);
  if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
  return problem;
}
