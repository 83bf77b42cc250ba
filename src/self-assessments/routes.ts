import { eq } from 'drizzle-orm';
import type { FastifyRequest } from 'fastify';

import type { DbOrTx } from '../db/connect.ts';
import { people, type SelfAssessment } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { afterId, pageOf } from '../http/paging.ts';
import { type Principal, principalOf, requirePerson } from '../http/principal.ts';
import { answers, IdParams } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { Problem } from '../problems.ts';
import { agree } from './agree.ts';
import { endVoting } from './end-voting.ts';
import { openSession } from './open-session.ts';
import { findFramework, listAssessments, runs, visibleAssessment } from './queries.ts';
import {
  AgreeBody,
  ListQuery,
  OpenSession,
  SelfAssessmentPage,
  SelfAssessmentSchema,
  VoteBody,
  Voted,
} from './schemas.ts';
import { sessionAnswers } from './session-answers.ts';
import { vote } from './vote.ts';

const tags = ['self-assessments'];

/** A team's session: open, vote without names, look at the spread, agree. */
export function selfAssessmentRoutes(app: App, deps: Deps): void {
  app.post('/self-assessments', {
    schema: {
      tags,
      operationId: 'openSelfAssessment',
      summary: 'Open a team’s session; those who vote get a mail with their ballot',
      description: 'Organisers open one for any team, everybody else for their own.',
      body: OpenSession,
      response: answers({ 201: SelfAssessmentSchema }, 'forbidden', 'impossible'),
    },
    handler: async (request, reply) => {
      const principal = principalOf(request);
      return write(deps, request, reply, async (tx, now) => {
        await requireOwnTeam(tx, principal, request.body.unit);
        const result = await openSession(tx, { ...request.body, createdBy: principal.actorId }, now);
        if ('errors' in result) throw new Problem('impossible', 'The session cannot be opened so.', result);
        return { status: 201, body: await answerOf(tx, principal, result.opened) };
      });
    },
  });

  app.get('/self-assessments', {
    schema: {
      tags,
      operationId: 'listSelfAssessments',
      summary: 'List what teams agreed, and the sessions you run or vote in',
      querystring: ListQuery,
      response: answers({ 200: SelfAssessmentPage }, 'bad-cursor'),
    },
    handler: async (request) => {
      const principal = principalOf(request);
      const { limit, cursor, ...filter } = request.query;
      const page = { after: afterId(cursor), limit: limit + 1 };
      const { items, nextCursor } = pageOf(await listAssessments(deps.db, principal, filter, page), limit);
      return { items: await sessionAnswers(deps.db, principal, items), nextCursor };
    },
  });

  app.get('/self-assessments/:id', {
    schema: {
      tags,
      operationId: 'getSelfAssessment',
      summary: 'Show a session',
      params: IdParams,
      response: answers({ 200: SelfAssessmentSchema }, 'not-found'),
    },
    handler: async (request) => {
      const principal = principalOf(request);
      const session = await visibleAssessment(deps.db, principal, request.params.id);
      if (!session) throw noSession();
      return answerOf(deps.db, principal, session);
    },
  });

  app.post('/self-assessments/:id/votes', {
    schema: {
      tags,
      operationId: 'voteInSelfAssessment',
      summary: 'Vote, once; nobody can tell who voted what',
      params: IdParams,
      body: VoteBody,
      response: answers({ 200: Voted }, 'forbidden', 'not-found', 'self-assessment-not-open', 'impossible'),
    },
    handler: async (request, reply) => {
      const { personId } = requirePerson(request);
      const session = await visibleAssessment(deps.db, principalOf(request), request.params.id);
      const framework = session && (await findFramework(deps.db, session.frameworkId));
      if (!framework) throw noSession();
      const { votes } = request.body;
      const keys = framework.practices.map(({ key }) => key);
      const errors = votes.flatMap(({ practice }, i) =>
        keys.includes(practice) && votes.findIndex((one) => one.practice === practice) === i
          ? []
          : [
              {
                pointer: `/votes/${i}/practice`,
                message: `must be one of ${keys.join(', ')}, and there once`,
              },
            ],
      );
      if (errors.length > 0) throw new Problem('impossible', 'The vote cannot be counted so.', { errors });
      const work = async (tx: Parameters<typeof vote>[0]) => {
        const outcome = await vote(tx, { selfAssessmentId: request.params.id, personId, votes });
        if (outcome === 'not-asked') throw noSession();
        if (outcome === 'not-open') throw notOpen('The voting has ended.');
        return { status: 200, body: { outcome } };
      };
      // What is kept under an Idempotency-Key names the caller: it must not hold a trace of the vote.
      return write(deps, request, reply, work, () => 'a vote');
    },
  });

  app.post('/self-assessments/:id/end-voting', {
    schema: {
      tags,
      operationId: 'endVoting',
      summary: 'End the voting; from now on the spread is shown',
      params: IdParams,
      response: answers({ 200: SelfAssessmentSchema }, 'not-found'),
    },
    handler: async (request, reply) => {
      const principal = principalOf(request);
      await runBy(principal, request);
      return write(deps, request, reply, async (tx, now) => {
        const session = await endVoting(tx, request.params.id, now);
        if (!session) throw noSession();
        return { status: 200, body: await answerOf(tx, principal, session) };
      });
    },
  });

  app.post('/self-assessments/:id/agree', {
    schema: {
      tags,
      operationId: 'agreeOnLevels',
      summary: 'Record the level and the target that the team agreed in every practice',
      params: IdParams,
      body: AgreeBody,
      response: answers({ 200: SelfAssessmentSchema }, 'not-found', 'self-assessment-not-open', 'impossible'),
    },
    handler: async (request, reply) => {
      const principal = principalOf(request);
      const { id, frameworkId } = await runBy(principal, request);
      const framework = await findFramework(deps.db, frameworkId);
      if (!framework) throw noSession();
      return write(deps, request, reply, async (tx, now) => {
        const result = await agree(tx, { id, framework, agreed: request.body.levels }, now);
        if (!result) throw noSession();
        if (result.outcome === 'impossible') {
          throw new Problem('impossible', 'The levels cannot be recorded so.', result);
        }
        if (result.outcome === 'agreed-before')
          throw notOpen('The team has agreed already; open another session.');
        return { status: 200, body: await answerOf(tx, principal, result.session) };
      });
    },
  });

  /** The session, which the caller must run. */
  async function runBy(
    principal: Principal,
    request: FastifyRequest<{ Params: { id: string } }>,
  ): Promise<SelfAssessment> {
    const session = await visibleAssessment(deps.db, principal, request.params.id);
    if (!session || !runs(principal, session)) throw noSession();
    return session;
  }
}

async function answerOf(db: DbOrTx, principal: Principal, session: SelfAssessment) {
  const [answer] = await sessionAnswers(db, principal, [session]);
  if (!answer) throw noSession();
  return answer;
}

/** Members open sessions of their own team alone. */
async function requireOwnTeam(db: DbOrTx, { role, personId }: Principal, unit: string): Promise<void> {
  if (role !== 'member') return;
  const [person] = personId
    ? await db.select({ unit: people.unit }).from(people).where(eq(people.id, personId))
    : [];
  if (person?.unit !== unit.normalize('NFC')) {
    throw new Problem('forbidden', 'Only an organiser opens a session for another team than their own.');
  }
}

function noSession(): Problem {
  return new Problem('not-found', 'There is no such session, or it is not yours.');
}

function notOpen(detail: string): Problem {
  return new Problem('self-assessment-not-open', detail);
}
