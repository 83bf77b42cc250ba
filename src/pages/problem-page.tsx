import type { FastifyError, FastifyReply } from 'fastify';

import type { App } from '../http/app-type.ts';
import { problemOf } from '../http/errors.ts';
import { PROBLEMS, type Problem } from '../problems.ts';
import { sendPage } from './layout.tsx';

/** Shows a problem to somebody who sits before a browser: the same catalogue, status and sentence as problem+json. */
export function sendProblemPage(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.retryAfter !== undefined) reply.header('retry-after', String(problem.retryAfter));
  const { title } = PROBLEMS[problem.code];
  const children = (
    <>
      <h1>{title}</h1>
      <p>{problem.message}</p>
    </>
  );
  return sendPage(reply, { title, status: problem.status, children });
}

/** Every failure in this scope leaves as a page. */
export function showProblemsAsPages(app: App): void {
  app.setErrorHandler<FastifyError | Problem>((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
    sendProblemPage(reply, problem);
  });
}
