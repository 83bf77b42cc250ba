import type { FastifyReply } from 'fastify';

import type { Language } from '../languages/languages.ts';
import { speak } from '../languages/speak.ts';
import type { Problem } from '../problems.ts';
import { sendPage } from './layout.tsx';

/** Shows a problem to somebody who sits before a browser: the same catalogue, status and sentence as problem+json. */
export function sendProblemPage(reply: FastifyReply, problem: Problem, language: Language): FastifyReply {
  const speech = speak(language);
  const title = problem.titleIn(speech);
  const children = (
    <>
      <h1>{title}</h1>
      {problem.detailIn ? (
        <p>{problem.detailIn(speech)}</p>
      ) : (
        <p lang="en" dir="ltr">
          {problem.message}
        </p>
      )}
    </>
  );
  return sendPage(reply, { title, status: problem.status, language, children });
}
