import { eq } from 'drizzle-orm';
import type { FastifyRequest } from 'fastify';

import type { Tx } from '../db/connect.ts';
import { type Gathering, questionBoxes } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { noGathering } from '../gatherings/no-gathering.ts';
import { managedGathering, manages, visibleGathering } from '../gatherings/queries.ts';
import type { App } from '../http/app-type.ts';
import { afterId, pageOf } from '../http/paging.ts';
import { principalOf, requirePerson } from '../http/principal.ts';
import { answers, IdParams, pageQuery, Strict } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { impossible, Problem } from '../problems.ts';
import { ask, QUESTIONS_EACH_MAX } from './ask.ts';
import { boxAnswer, questionAnswer } from './box-answer.ts';
import { closeBox } from './close-box.ts';
import { type ModerateOutcome, mergeQuestion, removeQuestion } from './moderate.ts';
import { boxOf } from './open-box.ts';
import { publishAnswers } from './publish-answers.ts';
import { findBox, listQuestions, votesOfPerson } from './queries.ts';
import { recordOutcome } from './record-outcome.ts';
import {
  Asked,
  MergeBody,
  NewQuestion,
  OutcomeBody,
  QuestionBoxChange,
  QuestionBoxSchema,
  QuestionPage,
  QuestionParams,
  QuestionSchema,
  RemoveBody,
  Voted,
} from './schemas.ts';
import { voteForQuestion } from './vote-for-question.ts';

const tags = ['town halls'];
type ById = FastifyRequest<{ Params: { id: string } }>;

/** The question box of a town hall: ask and vote without a name, moderate in the open, publish what became of it. */
export function townHallRoutes(app: App, deps: Deps): void {
  app.get('/gatherings/:id/question-box', {
    schema: {
      tags,
      operationId: 'getQuestionBox',
      summary: 'Show when the question box opens and closes',
      params: IdParams,
      response: answers({ 200: QuestionBoxSchema }, 'not-found'),
    },
    handler: async (request) => {
      const gathering = await visible(request);
      return boxAnswer(gathering, await findBox(deps.db, gathering.id), deps.now());
    },
  });

  app.patch('/gatherings/:id/question-box', {
    schema: {
      tags,
      operationId: 'changeQuestionBox',
      summary: 'Choose the order of questions, or when the box opens',
      params: IdParams,
      body: QuestionBoxChange,
      response: answers({ 200: QuestionBoxSchema }, 'not-found', 'question-box-closed', 'impossible'),
    },
    handler: async (request) => {
      const gathering = await managed(request);
      const now = deps.now();
      const { order, opensAt } = request.body;
      if (opensAt !== undefined && new Date(opensAt) > gathering.startsAt) {
        throw impossible('/opensAt', 'The box must open before the town hall begins.');
      }
      return deps.db.transaction(async (tx) => {
        const box = await boxOf(tx, gathering, now);
        if (box.closedAt !== null) throw closed();
        const change = { order: order ?? box.order, opensAt: opensAt ? new Date(opensAt) : box.opensAt };
        const [changed] = await tx
          .update(questionBoxes)
          .set(change)
          .where(eq(questionBoxes.gatheringId, gathering.id))
          .returning();
        return boxAnswer(gathering, changed ?? box, now);
      });
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
      const gathering = await visible(request);
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
      const gathering = await visible(request);
      return unnamed(request, reply, async (tx, now) => {
        const { outcome } = await ask(tx, { gathering, personId, text: request.body.text }, now);
        if (outcome === 'not-open') throw closed();
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
        const gathering = await visible(request);
        const { questionId } = request.params;
        return unnamed(request, reply, async (tx, now) => {
          const outcome = await voteForQuestion(tx, { gathering, questionId, personId, wants }, now);
          if (outcome === 'not-open') throw closed();
          if (outcome === 'no-question') throw noQuestion();
          return { status: 200, body: { outcome: wants ? ('voted' as const) : ('taken-back' as const) } };
        });
      },
    });
  }

  app.post('/gatherings/:id/questions/:questionId/merge', {
    schema: {
      tags,
      operationId: 'mergeQuestion',
      summary: 'Merge a question into another, for everybody to see',
      params: QuestionParams,
      body: MergeBody,
      response: answers({ 200: QuestionSchema }, 'not-found', 'question-box-closed', 'impossible'),
    },
    handler: async (request, reply) => {
      const { id: gatheringId } = await managed(request);
      const { questionId } = request.params;
      return write(deps, request, reply, async (tx) => {
        const { into } = request.body;
        moderated(await mergeQuestion(tx, { gatheringId, questionId, into }));
        return { status: 200, body: await questionOf(tx, gatheringId, questionId) };
      });
    },
  });

  app.post('/gatherings/:id/questions/:questionId/remove', {
    schema: {
      tags,
      operationId: 'removeQuestion',
      summary: 'Remove a question, with a reason that everybody reads',
      params: QuestionParams,
      body: RemoveBody,
      response: answers({ 200: QuestionSchema }, 'not-found', 'question-box-closed', 'impossible'),
    },
    handler: async (request, reply) => {
      const { id: gatheringId } = await managed(request);
      const { questionId } = request.params;
      return write(deps, request, reply, async (tx) => {
        moderated(await removeQuestion(tx, { gatheringId, questionId, reason: request.body.reason }));
        return { status: 200, body: await questionOf(tx, gatheringId, questionId) };
      });
    },
  });

  app.patch('/gatherings/:id/questions/:questionId', {
    schema: {
      tags,
      operationId: 'recordQuestionOutcome',
      summary: 'Write down what became of a question: answered, promised by whom and when, or not answered',
      params: QuestionParams,
      body: OutcomeBody,
      response: answers({ 200: QuestionSchema }, 'not-found', 'impossible'),
    },
    handler: async (request) => {
      const { id: gatheringId } = await managed(request);
      const { questionId } = request.params;
      const { outcome, promisedBy } = request.body;
      if (outcome === 'promised' && !promisedBy) {
        throw impossible('/promisedBy', 'Say who promised an answer.');
      }
      return deps.db.transaction(async (tx) => {
        if (!(await recordOutcome(tx, { ...request.body, gatheringId, questionId }))) throw noQuestion();
        return questionOf(tx, gatheringId, questionId);
      });
    },
  });

  app.post('/gatherings/:id/question-box/close', {
    schema: {
      tags,
      operationId: 'closeQuestionBox',
      summary: 'Close the box before the end; who asked and who voted is deleted',
      params: IdParams,
      response: answers({ 200: QuestionBoxSchema }, 'not-found'),
    },
    handler: async (request, reply) => {
      const gathering = await managed(request);
      return write(deps, request, reply, async (tx, now) => {
        await boxOf(tx, gathering, now);
        return { status: 200, body: boxAnswer(gathering, await closeBox(tx, gathering.id, now), now) };
      });
    },
  });

  app.post('/gatherings/:id/question-box/publish', {
    schema: {
      tags,
      operationId: 'publishQuestionOutcomes',
      summary: 'Publish what became of each question; those invited get a mail',
      params: IdParams,
      response: answers({ 200: QuestionBoxSchema }, 'not-found', 'impossible'),
    },
    handler: async (request, reply) => {
      const gathering = await managed(request);
      return write(deps, request, reply, async (tx, now) => {
        await boxOf(tx, gathering, now);
        const result = await publishAnswers(tx, gathering.id, now);
        if (!result) throw noGathering();
        if (result.outcome === 'lacking') {
          const errors = result.questionIds.map((id) => ({
            pointer: `/questions/${id}`,
            message: 'has no outcome yet: answered, promised or not-answered',
          }));
          throw new Problem('impossible', 'Some questions have no outcome yet.', { errors });
        }
        return { status: 200, body: boxAnswer(gathering, result.box, now) };
      });
    },
  });

  /** A write of which no key, hash or answer may tell what the caller asked or voted for. */
  function unnamed<B>(
    request: ById,
    reply: Parameters<typeof write>[2],
    work: (tx: Tx, now: Date) => Promise<{ status: number; body: B }>,
  ): Promise<B> {
    return write<B>(deps, request, reply, work, () => 'a voice');
  }

  async function visible(request: ById): Promise<Gathering> {
    return townHall(await visibleGathering(deps.db, principalOf(request), request.params.id));
  }

  async function managed(request: ById): Promise<Gathering> {
    return townHall(await managedGathering(deps.db, principalOf(request), request.params.id));
  }
}

function townHall(gathering: Gathering | null): Gathering {
  if (!gathering) throw noGathering();
  if (gathering.format !== 'town-hall') {
    throw new Problem(
      'not-found',
      'Only a town hall has a question box; schedule one in the format town-hall.',
    );
  }
  return gathering;
}

/** A question as those who run the town hall see it. */
async function questionOf(tx: Tx, gatheringId: string, questionId: string) {
  const box = await findBox(tx, gatheringId);
  const question = box && (await listQuestions(tx, box)).find(({ id }) => id === questionId);
  if (!question) throw noQuestion();
  return questionAnswer(question, { mine: new Set(), outcomes: true });
}

function moderated(outcome: ModerateOutcome): void {
  if (outcome === 'no-question') throw noQuestion();
  if (outcome === 'closed') throw closed();
  if (outcome === 'empty') throw impossible('/reason', 'The reason holds no words.');
  if (outcome === 'no-target') throw impossible('/into', 'It must be another open question of this box.');
}

function noQuestion(): Problem {
  return new Problem('not-found', 'There is no such open question in this box.');
}

function closed(): Problem {
  return new Problem(
    'question-box-closed',
    'The question box opens three days before the town hall, unless its organiser chose otherwise, and closes with its end.',
  );
}
