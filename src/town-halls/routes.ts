import type { FastifyRequest } from 'fastify';

import type { Tx } from '../db/connect.ts';
import type { Deps } from '../deps.ts';
import { manages } from '../gatherings/queries.ts';
import type { App } from '../http/app-type.ts';
import { afterId, pageOf } from '../http/paging.ts';
import { principalOf, requirePerson } from '../http/principal.ts';
import { answers, IdParams, pageQuery, Strict } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { impossible, Problem } from '../problems.ts';
import { ask, QUESTIONS_EACH_MAX } from './ask.ts';
import { boxAnswer, questionAnswer } from './box-answer.ts';
import { moderationRoutes } from './moderation-routes.ts';
import { findBox, listQuestions, votesOfPerson } from './queries.ts';
import { Asked, NewQuestion, QuestionBoxSchema, QuestionPage, QuestionParams, Voted } from './schemas.ts';
import { boxClosed, noQuestion, visibleTownHall, votedTownHall } from './town-hall-of.ts';
import { voteForQuestion } from './vote-for-question.ts';

const tags = ['town halls'];
type ById = FastifyRequest<{ Params: { id: string } }>;

/** The question box of a town hall: ask and vote without a name. */
export function townHallRoutes(app: App, deps: Deps): void {
  moderationRoutes(app, deps);

  app.get('/gatherings/:id/question-box', {
    schema: {
      tags,
      operationId: 'getQuestionBox',
      summary: 'Show when the question box opens and closes',
      params: IdParams,
      response: answers({ 200: QuestionBoxSchema }, 'not-found'),
    },
    handler: async (request) => {
      const gathering = await visibleTownHall(deps.db, request);
      return boxAnswer(gathering, await findBox(deps.db, gathering.id), deps.now());
    },
  });

  app.get('/gatherings/:id/questions', {
    schema: {
      tags,
      operationId: 'listQuestions',
      summary: 'The questions in the order in which they are taken, then those merged and removed',
      description:
        'In the order of this moment: votes that come while you page may show a question twice, or pass one over.',
      params: IdParams,
      querystring: Strict(pageQuery),
      response: answers({ 200: QuestionPage }, 'not-found', 'bad-cursor'),
    },
    handler: async (request) => {
      const { limit, cursor } = request.query;
      const after = afterId(cursor);
      const gathering = await visibleTownHall(deps.db, request);
      const box = await findBox(deps.db, gathering.id);
      if (!box) return { items: [], nextCursor: null };
      const principal = principalOf(request);
      const { personId } = principal;
      const mine = personId === null ? new Set<string>() : await votesOfPerson(deps.db, box, personId);
      const outcomes = box.publishedAt !== null || manages(principal, gathering);
      const all = await listQuestions(deps.db, box);
      const from = after === null ? 0 : 1 + all.findIndex(({ id }) => id === after);
      const { items, nextCursor } = pageOf(all.slice(from, from + limit + 1), limit);
      return { items: items.map((one) => questionAnswer(one, { mine, outcomes })), nextCursor };
    },
  });

  app.post('/gatherings/:id/questions', {
    schema: {
      tags,
      operationId: 'askQuestion',
      summary: 'Ask, without a name; your own vote goes with it',
      description: `At most ${QUESTIONS_EACH_MAX} questions each. The answer holds no id: nothing ties a question to you.`,
      params: IdParams,
      body: NewQuestion,
      response: answers(
        { 201: Asked },
        'forbidden',
        'not-found',
        'question-box-closed',
        'too-many-questions',
        'impossible',
      ),
    },
    handler: async (request, reply) => {
      const { personId } = requirePerson(request);
      const gathering = await visibleTownHall(deps.db, request);
      return unnamed(request, reply, async (tx, now) => {
        const { outcome } = await ask(tx, { gathering, personId, text: request.body.text }, now);
        if (outcome === 'not-open') throw boxClosed();
        if (outcome === 'empty') throw impossible('/text', 'The question holds no words.');
        if (outcome === 'too-many') {
          const detail = `You have asked ${QUESTIONS_EACH_MAX} questions, or the box is full; vote for those of others.`;
          throw new Problem('too-many-questions', detail);
        }
        return { status: 201, body: { outcome } };
      });
    },
  });

  for (const [method, wants] of [
    ['post', true],
    ['delete', false],
  ] as const) {
    app[method]('/gatherings/:id/questions/:questionId/vote', {
      schema: {
        tags,
        operationId: wants ? 'voteForQuestion' : 'takeBackVote',
        summary: wants ? 'Vote for a question, once' : 'Take your vote back',
        params: QuestionParams,
        response: answers({ 200: Voted }, 'forbidden', 'not-found', 'question-box-closed'),
      },
      handler: async (request, reply) => {
        const { personId } = requirePerson(request);
        const gathering = await votedTownHall(deps.db, request);
        const { questionId } = request.params;
        return unnamed(request, reply, async (tx, now) => {
          const outcome = await voteForQuestion(tx, { gathering, questionId, personId, wants }, now);
          if (outcome === 'not-open') throw boxClosed();
          if (outcome === 'no-question') throw noQuestion();
          return { status: 200, body: { outcome: wants ? ('voted' as const) : ('taken-back' as const) } };
        });
      },
    });
  }

  /** A write of which no key, hash or answer may tell what the caller asked or voted for. */
  function unnamed<B>(
    request: ById,
    reply: Parameters<typeof write>[2],
    work: (tx: Tx, now: Date) => Promise<{ status: number; body: B }>,
  ): Promise<B> {
    return write<B>(deps, request, reply, work, () => 'a voice');
  }
}
