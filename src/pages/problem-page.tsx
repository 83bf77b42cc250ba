import type { FastifyReply } from 'fastify';

import { PROBLEMS, type Problem } from '../problems.ts';
import { sendPage } from './layout.tsx';

/** Shows a problem to somebody who sits before a browser: the same catalogue, status and sentence as problem+json. */
export function sendProblemPage(reply: FastifyReply, problem: Problem): FastifyReply {
  const { title } = PROBLEMS[problem.code];
  const children = (
    <>
      <h1>{title}</h1>
      <p>{problem.message}</p>
    </>
  );
  return sendPage(reply, { title, status: problem.status, children });
}
