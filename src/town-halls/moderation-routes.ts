import { eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { questionBoxes } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { noGathering } from '../gatherings/no-gathering.ts';
import type { App } from '../http/app-type.ts';
import { answers, IdParams } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { impossible, Problem } from '../problems.ts';
import { boxAnswer, questionAnswer } from './box-answer.ts';
import { closeBox } from './close-box.ts';
import { type ModerateOutcome, mergeQuestion, removeQuestion } from './moderate.ts';
import { boxOf } from './open-box.ts';
import { publishAnswers } from './publish-answers.ts';
import { findBox, listQuestions } from './queries.ts';
import { recordOutcome } from './record-outcome.ts';
import {
  MergeBody,
  OutcomeBody,
  QuestionBoxChange,
  QuestionBoxSchema,
  QuestionParams,
  QuestionSchema,
  RemoveBody,
} from './schemas.ts';
import { boxClosed, managedTownHall, noQuestion } from './town-hall-of.ts';

const tags = ['town halls'];

/** What those who run a town hall do with its box: order, merge and remove in the open, and publish what became of it all. */
export function moderationRoutes(app: App, deps: Deps): void {
  app.patch('/gatherings/:id/question-box', {
    schema: {
      tags,
      operationId: 'changeQuestionBox',
      summary:
        'Choose the order of questions, when the box opens, and within how many days answers are published',
      params: IdParams,
      body: QuestionBoxChange,
      response: answers({ 200: QuestionBoxSchema }, 'not-found', 'question-box-closed', 'impossible'),
    },
    handler: async (request) => {
      const gathering = await managedTownHall(deps.db, request);
      const now = deps.now();
      const { order, opensAt, answersWithinDays } = request.body;
      if (opensAt !== undefined && new Date(opensAt) > gathering.startsAt) {
        throw impossible('/opensAt', 'The box must open before the town hall begins.');
      }
      return deps.db.transaction(async (tx) => {
        const box = await boxOf(tx, gathering, now);
        if (box.closedAt !== null) throw boxClosed();
        const change = {
          order: order ?? box.order,
          opensAt: opensAt ? new Date(opensAt) : box.opensAt,
          answersWithinDays: answersWithinDays ?? box.answersWithinDays,
        };
        const [changed] = await tx
          .update(questionBoxes)
          .set(change)
          .where(eq(questionBoxes.gatheringId, gathering.id))
          .returning();
        return boxAnswer(gathering, changed ?? box, now);
      });
    },
  });

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
      const { id: gatheringId } = await managedTownHall(deps.db, request);
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
      const { id: gatheringId } = await managedTownHall(deps.db, request);
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
      const { id: gatheringId } = await managedTownHall(deps.db, request);
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
      const gathering = await managedTownHall(deps.db, request);
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
      const gathering = await managedTownHall(deps.db, request);
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
  if (outcome === 'closed') throw boxClosed();
  if (outcome === 'empty') throw impossible('/reason', 'The reason holds no words.');
  if (outcome === 'no-target') throw impossible('/into', 'It must be another open question of this box.');
}
