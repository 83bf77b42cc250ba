import { eq } from 'drizzle-orm';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Tx } from '../db/connect.ts';
import { type PeerAssist, peerAssists } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { ASSIST_REFUSALS } from '../gatherings/formats/peer-assist-finding.ts';
import { checkRequest } from '../gatherings/formats/peer-assist-request.ts';
import type { App } from '../http/app-type.ts';
import { bodyMayBeLeftOut } from '../http/body-may-be-left-out.ts';
import { afterId, pageOf } from '../http/paging.ts';
import { type Principal, principalOf } from '../http/principal.ts';
import { answers, IdParams } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { Problem } from '../problems.ts';
import { assistAnswer } from './assist-answer.ts';
import { impossibleRequest, noAssist, refusedRequest, wrongState } from './assist-problems.ts';
import { changeDraft, draftAssist, refusalsOf } from './draft.ts';
import { followUpRoutes } from './follow-up-routes.ts';
import { panelRoutes } from './panel-routes.ts';
import { listAssists, lockManagedAssist, partOf, visibleAssist } from './queries.ts';
import { requestOf } from './request-of.ts';
import {
  Checked,
  DraftBody,
  type DraftInput,
  EmptyBody,
  PeerAssistPage,
  PeerAssistQuery,
  PeerAssistSchema,
} from './schemas.ts';
import { submit } from './submit.ts';

const tags = ['peer-assists'];

/** Ask for a peer assist: the request, its checks, its panel, and what becomes of it. */
export function peerAssistRoutes(app: App, deps: Deps): void {
  app.post('/peer-assists', {
    schema: {
      tags,
      operationId: 'draftPeerAssist',
      summary: 'Begin to ask for a peer assist; whatever is missing can follow',
      description:
        'Members ask for their own team and are its host. Organisers may name any host, and set rules of the panel.',
      body: DraftBody,
      response: answers({ 201: PeerAssistSchema }, 'forbidden', 'impossible'),
    },
    handler: async (request, reply) => {
      const principal = principalOf(request);
      const draft = withHost(principal, request.body);
      return write(deps, request, reply, async (tx, now) => {
        const result = await draftAssist(tx, { draft, createdBy: principal.actorId }, now);
        if ('errors' in result) throw impossibleRequest(result.errors);
        return { status: 201, body: answerFor(principal, result.assist) };
      });
    },
  });

  app.get('/peer-assists', {
    schema: {
      tags,
      operationId: 'listPeerAssists',
      summary: 'List the peer assists you ask for, lead or are asked to help with',
      querystring: PeerAssistQuery,
      response: answers({ 200: PeerAssistPage }, 'bad-cursor'),
    },
    handler: async (request) => {
      const principal = principalOf(request);
      const { limit, cursor, status } = request.query;
      const rows = await listAssists(deps.db, principal, {
        status,
        after: afterId(cursor),
        limit: limit + 1,
      });
      const found = rows.map((row) => ({ ...row, id: row.assist.id }));
      const { items, nextCursor } = pageOf(found, limit);
      return { items: items.map((row) => assistAnswer(row, partOf(principal, row.assist))), nextCursor };
    },
  });

  app.get('/peer-assists/:id', {
    schema: {
      tags,
      operationId: 'getPeerAssist',
      summary: 'Show a peer assist',
      params: IdParams,
      response: answers({ 200: PeerAssistSchema }, 'not-found'),
    },
    handler: async (request) => {
      const principal = principalOf(request);
      const found = await visibleAssist(deps.db, principal, request.params.id);
      if (!found) throw noAssist();
      return assistAnswer(found, partOf(principal, found.assist));
    },
  });

  app.patch('/peer-assists/:id', {
    schema: {
      tags,
      operationId: 'changePeerAssist',
      summary: 'Write on at a request until its panel is confirmed',
      description:
        'A request that was submitted must go on to keep the rules. What is not named stays; null clears.',
      params: IdParams,
      body: DraftBody,
      response: answers(
        { 200: PeerAssistSchema },
        'forbidden',
        'not-found',
        'peer-assist-state',
        'impossible',
        ...ASSIST_REFUSALS,
      ),
    },
    handler: async (request) => {
      const principal = principalOf(request);
      const now = deps.now();
      return deps.db.transaction(async (tx) => {
        const assist = await locked(tx, request, request.params.id);
        checkRights(principal, request.body);
        const result = await changeDraft(tx, { assist, draft: request.body }, now);
        if (result.outcome === 'confirmed') throw wrongState(assist, 'Change its gathering instead.');
        if (result.outcome === 'impossible') throw impossibleRequest(result.errors);
        if (result.outcome === 'refused') throw refusedRequest(result.findings);
        return answerFor(principal, result.assist);
      });
    },
  });

  app.delete('/peer-assists/:id', {
    schema: {
      tags,
      operationId: 'deletePeerAssist',
      summary: 'Throw a request away before its panel is confirmed',
      params: IdParams,
      response: answers({ 204: Type.Null() }, 'not-found', 'peer-assist-state'),
    },
    handler: async (request, reply) => {
      await deps.db.transaction(async (tx) => {
        const assist = await locked(tx, request, request.params.id);
        if (assist.status === 'confirmed') throw wrongState(assist, 'Cancel its gathering instead.');
        await tx.delete(peerAssists).where(eq(peerAssists.id, assist.id));
      });
      return reply.status(204).send(null);
    },
  });

  app.post('/peer-assists/:id/check', {
    preValidation: bodyMayBeLeftOut,
    schema: {
      tags,
      operationId: 'checkPeerAssist',
      summary: 'What the rules say of a request: what is refused, what is pointed out, and the remedies',
      params: IdParams,
      body: EmptyBody,
      response: answers({ 200: Checked }, 'not-found'),
    },
    handler: async (request, reply) =>
      write(deps, request, reply, async (tx, now) => {
        const assist = await locked(tx, request, request.params.id);
        const findings = checkRequest(await requestOf(tx, assist, now));
        return { status: 200, body: { ready: refusalsOf(findings).length === 0, findings } };
      }),
  });

  app.post('/peer-assists/:id/submit', {
    preValidation: bodyMayBeLeftOut,
    schema: {
      tags,
      operationId: 'submitPeerAssist',
      summary: 'Submit a request that keeps the rules',
      params: IdParams,
      body: EmptyBody,
      response: answers({ 200: PeerAssistSchema }, 'not-found', ...ASSIST_REFUSALS),
    },
    handler: async (request, reply) =>
      write(deps, request, reply, async (tx, now) => {
        const assist = await locked(tx, request, request.params.id);
        const result = await submit(tx, assist, now);
        if (result.outcome === 'refused') throw refusedRequest(result.findings);
        return { status: 200, body: answerFor(principalOf(request), result.assist) };
      }),
  });

  panelRoutes(app, deps);
  followUpRoutes(app, deps);
}

async function locked(tx: Tx, request: FastifyRequest, id: string): Promise<PeerAssist> {
  const assist = await lockManagedAssist(tx, principalOf(request), id);
  if (!assist) throw noAssist();
  return assist;
}

/** Of a request without a gathering. */
function answerFor(principal: Principal, assist: PeerAssist) {
  return assistAnswer({ assist, gathering: null }, partOf(principal, assist));
}

/** A member asks for their own team: they are the host. */
function withHost(principal: Principal, draft: DraftInput): DraftInput {
  checkRights(principal, draft);
  return principal.role === 'member' ? { ...draft, hostId: principal.personId } : draft;
}

/** Members host themselves, and do not set rules that protect others from being asked too often. */
function checkRights(principal: Principal, { hostId, rules }: DraftInput): void {
  if (principal.role !== 'member') return;
  if (hostId !== undefined && hostId !== principal.personId) {
    throw new Problem(
      'forbidden',
      'You ask for your own team, as its host; an organiser may name another host.',
    );
  }
  if (rules !== undefined) {
    throw new Problem('forbidden', 'Rules of a panel are set by organisers; leave them out.');
  }
}
