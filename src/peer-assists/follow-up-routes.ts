import { eq } from 'drizzle-orm';
import type { FastifyRequest } from 'fastify';
import type { Tx } from '../db/connect.ts';
import { type Gathering, gatherings, type PeerAssist } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { principalOf } from '../http/principal.ts';
import { requestLanguage } from '../http/request-language.ts';
import { answers, IdParams } from '../http/schemas.ts';
import { speak } from '../languages/speak.ts';
import { Problem } from '../problems.ts';
import { followUpAnswer } from './assist-answer.ts';
import { noAssist, wrongState } from './assist-problems.ts';
import { lockManagedAssist, partOf, visibleAssist } from './queries.ts';
import { ActionsBody, FollowUp, OutcomeBody, OutcomeParams, Sheet } from './schemas.ts';
import { sheetOf } from './sheet.ts';
import { writeActions } from './write-actions.ts';
import { writeOutcome } from './write-outcome.ts';

const tags = ['peer-assists'];

/** The sheet to lead by, the host's actions and what came of them. */
export function followUpRoutes(app: App, deps: Deps): void {
  app.get('/peer-assists/:id/sheet', {
    schema: {
      tags,
      operationId: 'getFacilitatorsSheet',
      summary: 'What the facilitator leads by: the agenda by the clock, who comes, rules and prompts',
      description: 'For those who run the meeting; in the language of `Accept-Language`.',
      params: IdParams,
      response: answers({ 200: Sheet }, 'not-found', 'peer-assist-state'),
    },
    handler: async (request) => {
      const principal = principalOf(request);
      const found = await visibleAssist(deps.db, principal, request.params.id);
      if (!found || partOf(principal, found.assist) === 'assister') throw noAssist();
      const sheet = await sheetOf(deps.db, found, speak(requestLanguage(request)));
      if (!sheet) throw wrongState(found.assist, 'Confirm its panel first.');
      return sheet;
    },
  });

  app.get('/peer-assists/:id/follow-up', {
    schema: {
      tags,
      operationId: 'getFollowUp',
      summary: 'What became of the ideas: for the host’s side and the assisters alike',
      params: IdParams,
      response: answers({ 200: FollowUp }, 'not-found'),
    },
    handler: async (request) => {
      const found = await visibleAssist(deps.db, principalOf(request), request.params.id);
      if (!found) throw noAssist();
      return followUpAnswer(deps.db, found);
    },
  });

  app.put('/peer-assists/:id/actions', {
    schema: {
      tags,
      operationId: 'writeActions',
      summary: 'Say of each idea whether it is adopted, adapted or declined, and why; the assisters see it',
      description: 'The whole list anew. The first time the assisters are told by mail.',
      params: IdParams,
      body: ActionsBody,
      response: answers({ 200: FollowUp }, 'not-found', 'peer-assist-state', 'gathering-not-started'),
    },
    handler: async (request) => {
      const now = deps.now();
      return deps.db.transaction(async (tx) => {
        const assist = await lockHeld(tx, request, request.params.id, now);
        await writeActions(tx, { assist, actions: request.body.actions }, now);
        return answered(tx, request, assist.id);
      });
    },
  });

  app.put('/peer-assists/:id/outcomes/:after', {
    schema: {
      tags,
      operationId: 'writeOutcome',
      summary: 'Tell what came of it after 30 or 90 days; the assisters see it',
      params: OutcomeParams,
      body: OutcomeBody,
      response: answers({ 200: FollowUp }, 'not-found', 'peer-assist-state', 'gathering-not-started'),
    },
    handler: async (request) => {
      const { id, after } = request.params;
      const now = deps.now();
      return deps.db.transaction(async (tx) => {
        const assist = await lockHeld(tx, request, id, now);
        await writeOutcome(tx, { assist, after, text: request.body.text }, now);
        return answered(tx, request, assist.id);
      });
    },
  });
}

/** A request whose meeting has begun, its row locked. @throws Problem */
async function lockHeld(tx: Tx, request: FastifyRequest, id: string, now: Date): Promise<PeerAssist> {
  const assist = await lockManagedAssist(tx, principalOf(request), id);
  if (!assist) throw noAssist();
  const gathering = assist.gatheringId === null ? null : await gatheringOf(tx, assist.gatheringId);
  if (!gathering) throw wrongState(assist, 'Confirm its panel first.');
  if (gathering.status === 'cancelled') {
    throw new Problem('peer-assist-state', 'The meeting was cancelled: there is nothing to follow up.');
  }
  if (gathering.startsAt > now) {
    throw new Problem(
      'gathering-not-started',
      'The assisters have not been heard yet; write this after the meeting.',
    );
  }
  return assist;
}

async function gatheringOf(tx: Tx, id: string): Promise<Gathering | null> {
  const [row] = await tx.select().from(gatherings).where(eq(gatherings.id, id));
  return row ?? null;
}

async function answered(tx: Tx, request: FastifyRequest, id: string): Promise<FollowUp> {
  const found = await visibleAssist(tx, principalOf(request), id);
  if (!found) throw noAssist();
  return followUpAnswer(tx, found);
}
