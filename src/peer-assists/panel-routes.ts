import type { FastifyRequest } from 'fastify';

import type { DbOrTx, Tx } from '../db/connect.ts';
import type { PeerAssist } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { ASSIST_REFUSALS } from '../gatherings/formats/peer-assist-finding.ts';
import type { App } from '../http/app-type.ts';
import { bodyMayBeLeftOut } from '../http/body-may-be-left-out.ts';
import { type Principal, principalOf } from '../http/principal.ts';
import { answers, IdParams } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { defaultSeed } from '../invitations/default-seed.ts';
import { seesDeclines } from '../invitations/queries.ts';
import { HARD_PANEL_RULES } from '../mixing/index.ts';
import { impossible, Problem, type ProblemCode } from '../problems.ts';
import { brokenRule, impossibleRequest, noAssist, refusedRequest, wrongState } from './assist-problems.ts';
import { confirm } from './confirm.ts';
import { panelAnswer } from './panel-answer.ts';
import { type PanelQuestion, panelQuestion } from './panel-question.ts';
import { pick } from './pick.ts';
import { proposePanel } from './propose-panel.ts';
import { type FoundAssist, lockManagedAssist, partOf, seatsOf, visibleAssist } from './queries.ts';
import { asHeld } from './request-of.ts';
import {
  Confirmed,
  EmptyBody,
  PANEL_MAX,
  Panel,
  type PanelAnswer,
  ProposeBody,
  SwapBody,
} from './schemas.ts';
import { type Swapped, swapSeat } from './swap-seat.ts';

const tags = ['peer-assists'];
const BROKEN: ProblemCode[] = HARD_PANEL_RULES.map((rule) => `peer-assist-${rule}` as const);

/** The panel: proposed, looked at, changed by hand, confirmed. */
export function panelRoutes(app: App, deps: Deps): void {
  const picker = { engine: deps.engine, invitationsMax: deps.env.invitationsPer30DaysMax };

  app.post('/peer-assists/:id/panel', {
    preValidation: bodyMayBeLeftOut,
    schema: {
      tags,
      operationId: 'proposePanel',
      summary: 'Propose whom to ask, with the reason for each and for each rule that had to be relaxed',
      description: 'Nobody is asked yet. Who was swapped out is not proposed again.',
      params: IdParams,
      body: ProposeBody,
      response: answers({ 200: Panel }, 'not-found', 'peer-assist-state'),
    },
    handler: async (request, reply) => {
      const early = await managed(deps.db, request, request.params.id);
      const seed = request.body.seed ?? defaultSeed(early.assist.id);
      const choose = (db: DbOrTx, assist: PeerAssist, now: Date) =>
        pick(db, picker, { assist, seed, keep: false }, now);
      // Before the lock: no transaction waits for the engine unless the request has changed meanwhile.
      const ahead = early.assist.status === 'submitted' && (await choose(deps.db, early.assist, deps.now()));
      return write(deps, request, reply, async (tx, now) => {
        const assist = await locked(tx, request, request.params.id);
        mustBeSubmitted(assist);
        const isSame = assist.updatedAt.getTime() === early.assist.updatedAt.getTime();
        const picked = (isSame && ahead) || (await choose(tx, assist, now));
        const proposed = await proposePanel(tx, { assist, picked, seed }, now);
        return { status: 200, body: await shown(tx, principalOf(request), proposed, now, picked.question) };
      });
    },
  });

  app.get('/peer-assists/:id/panel', {
    schema: {
      tags,
      operationId: 'getPanel',
      summary: 'Show the panel: who, why, and how the rules stand',
      params: IdParams,
      response: answers({ 200: Panel }, 'not-found', 'peer-assist-state'),
    },
    handler: async (request) => {
      const principal = principalOf(request);
      const found = await visibleAssist(deps.db, principal, request.params.id);
      if (!found || partOf(principal, found.assist) === 'assister') throw noAssist();
      if (found.assist.status === 'draft') throw wrongState(found.assist, 'Submit it first.');
      return shown(deps.db, principal, asHeld(found.assist, found.gathering), deps.now());
    },
  });

  app.patch('/peer-assists/:id/panel', {
    schema: {
      tags,
      operationId: 'swapSeat',
      summary: 'Swap one of the proposed panel; the answer is scored afresh',
      params: IdParams,
      body: SwapBody,
      response: answers(
        { 200: Panel },
        'not-found',
        'peer-assist-state',
        'impossible',
        'peer-assist-panel-size',
        ...BROKEN,
      ),
    },
    handler: async (request) => {
      const now = deps.now();
      return deps.db.transaction(async (tx) => {
        const assist = await locked(tx, request, request.params.id);
        mustBeSubmitted(assist);
        const result = await swapSeat(tx, { assist, swap: request.body, picker }, now);
        if (result.outcome !== 'swapped') throw swapProblem(result);
        return shown(tx, principalOf(request), assist, now, result.question);
      });
    },
  });

  app.post('/peer-assists/:id/confirm', {
    preValidation: bodyMayBeLeftOut,
    schema: {
      tags,
      operationId: 'confirmPanel',
      summary: 'Confirm the panel: schedules the gathering and invites everybody on it',
      description:
        'Each is asked with the problem, the decision and the time it takes. Whoever declines is replaced by the next ' +
        'best, and nobody but the organiser learns of it. Confirming again changes nothing.',
      params: IdParams,
      body: EmptyBody,
      response: answers(
        { 201: Confirmed, 200: Confirmed },
        'not-found',
        'peer-assist-state',
        'peer-assist-panel-size',
        'impossible',
        ...ASSIST_REFUSALS,
        ...BROKEN,
      ),
    },
    handler: async (request, reply) =>
      write(deps, request, reply, async (tx, now) => {
        const assist = await locked(tx, request, request.params.id);
        const { actorId } = principalOf(request);
        const result = await confirm(tx, { assist, actorId }, now);
        switch (result.outcome) {
          case 'not-submitted':
            throw wrongState(assist, 'Submit it, then propose a panel.');
          case 'no-panel':
            throw new Problem('peer-assist-panel-size', 'There is nobody on the panel. Propose one first.');
          case 'refused':
            throw refusedRequest(result.findings);
          case 'impossible':
            throw impossibleRequest(result.errors);
          case 'cannot-come':
            throw impossible(
              '/panel',
              `cannot come any more: ${result.names.join(', ')}. Swap them, or propose the panel anew.`,
            );
          case 'broken':
            throw new Problem(`peer-assist-${result.rule}`, result.message);
          case 'confirmed': {
            const { gatheringId, invited } = result;
            return { status: assist.status === 'confirmed' ? 200 : 201, body: { gatheringId, invited } };
          }
        }
      }),
  });
}

/**
 * The panel as it stands now. Read from those who are on it alone, unless a rule is missed for a reason that lies with
 * everybody who could be asked; `question` spares reading them where they were read just now.
 */
async function shown(
  db: DbOrTx,
  principal: Principal,
  assist: PeerAssist,
  now: Date,
  question?: PanelQuestion,
): Promise<PanelAnswer> {
  const seats = await seatsOf(db, assist.id);
  const byName = seats.map(({ personId }) => personId);
  const told = { assist, seats, showDeclines: seesDeclines(principal, assist) };
  if (question) return panelAnswer(question, told);
  const answer = panelAnswer(await panelQuestion(db, { assist, byName, only: true }, now), told);
  const isReasonNear = ({ rule, kept }: { rule: string; kept: boolean }) =>
    kept || assist.panelKept.includes(rule);
  if (answer.findings?.every(isReasonNear) ?? true) return answer;
  return panelAnswer(await panelQuestion(db, { assist, byName }, now), told);
}

async function managed(db: DbOrTx, request: FastifyRequest, id: string): Promise<FoundAssist> {
  const principal = principalOf(request);
  const found = await visibleAssist(db, principal, id);
  if (!found || partOf(principal, found.assist) !== 'manager') throw noAssist();
  return found;
}

async function locked(tx: Tx, request: FastifyRequest, id: string): Promise<PeerAssist> {
  const assist = await lockManagedAssist(tx, principalOf(request), id);
  if (!assist) throw noAssist();
  return assist;
}

function mustBeSubmitted(assist: PeerAssist): void {
  if (assist.status === 'draft') throw wrongState(assist, 'Submit it first.');
  if (assist.status === 'confirmed') {
    throw wrongState(assist, 'Its panel has been asked; invite or take back single people at its gathering.');
  }
}

function swapProblem(result: Exclude<Swapped, { outcome: 'swapped' }>): Problem {
  switch (result.outcome) {
    case 'not-on-panel':
      return impossible('/out', 'is nobody on the panel');
    case 'not-known':
      return impossible('/in', 'is nobody who could assist: not in the directory, or host or facilitator');
    case 'cannot-come':
      return impossible(
        '/in',
        'cannot be asked: has left, is away then or takes no invitations at the moment',
      );
    case 'full':
      return new Problem(
        'peer-assist-panel-size',
        `A panel has at most ${PANEL_MAX} assisters. Swap somebody instead.`,
      );
    case 'broken':
      return brokenRule(result.rule, result.name);
  }
}
