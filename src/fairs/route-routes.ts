import type { Deps } from '../deps.ts';
import { noGathering } from '../gatherings/no-gathering.ts';
import { lockManagedGathering } from '../gatherings/queries.ts';
import type { App } from '../http/app-type.ts';
import { afterId, pageOf } from '../http/paging.ts';
import { principalOf, requirePerson } from '../http/principal.ts';
import { answers, IdParams } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { defaultSeed } from '../invitations/default-seed.ts';
import { impossible, Problem } from '../problems.ts';
import { fairOf, managedFair, requireScheduled } from './access.ts';
import { planAnswer, routeAnswers } from './fair-answers.ts';
import { planFair } from './plan-fair.ts';
import { findPlan, routedPeople, stopsOf } from './queries.ts';
import { OwnRoute, PlannedRoutes, PlanRoutes, RoutePage, StallQuery } from './schemas.ts';

const tags = ['knowledge fairs'];

/** Routes of visitors through a knowledge fair: planned, planned again at the bell, and each one's own. */
export function fairRouteRoutes(app: App, deps: Deps): void {
  app.post('/gatherings/:id/routes', {
    schema: {
      tags,
      operationId: 'planRoutes',
      summary: 'Plan where everybody is in each round, or again at the bell from who is there',
      params: IdParams,
      body: PlanRoutes,
      response: answers(
        { 200: PlannedRoutes },
        'not-found',
        'gathering-not-open',
        'fair-stations',
        'fair-talk-minutes',
        'fair-group-too-large',
        'fair-rounds-too-long',
        'impossible',
      ),
    },
    handler: async (request, reply) => {
      const { id } = await managedFair(deps, request);
      return write(deps, request, reply, async (tx, now) => {
        const gathering = await lockManagedGathering(tx, principalOf(request), id);
        if (!gathering) throw noGathering();
        requireScheduled(gathering);
        const seed = request.body.seed ?? defaultSeed(id);
        const input = { gathering, asked: request.body, engine: deps.engine, seed };
        const result = await planFair(tx, input, now);
        if (result.outcome === 'refused') throw new Problem(result.code, result.detail);
        if (result.outcome === 'impossible') throw impossible(result.pointer, result.message);
        const { plan, visitors, unplaced, warnings } = result;
        return { status: 200, body: { ...planAnswer(plan), visitors, unplaced, warnings } };
      });
    },
  });

  app.get('/gatherings/:id/routes', {
    schema: {
      tags,
      operationId: 'listRoutes',
      summary: 'Everybody’s route, for those who run the fair',
      params: IdParams,
      querystring: StallQuery,
      response: answers({ 200: RoutePage }, 'not-found', 'bad-cursor'),
    },
    handler: async (request) => {
      const { id } = await managedFair(deps, request);
      const plan = await findPlan(deps.db, id);
      if (!plan) throw noPlan();
      const { limit, cursor } = request.query;
      const found = await routedPeople(deps.db, id, { after: afterId(cursor), limit: limit + 1 });
      const { items, nextCursor } = pageOf(found, limit);
      const personIds = items.map((person) => person.id);
      const stops = await stopsOf(deps.db, { gatheringIds: [id], personIds });
      return { plan: planAnswer(plan), items: routeAnswers(items, stops), nextCursor };
    },
  });

  app.get('/gatherings/:id/routes/own', {
    schema: {
      tags,
      operationId: 'getOwnRoute',
      summary: 'Your own route',
      params: IdParams,
      response: answers({ 200: OwnRoute }, 'forbidden', 'not-found'),
    },
    handler: async (request) => {
      const { personId } = requirePerson(request);
      const { id } = await fairOf(deps, request);
      const plan = await findPlan(deps.db, id);
      if (!plan) throw noPlan();
      const stops = await stopsOf(deps.db, { gatheringIds: [id], personIds: [personId] });
      return {
        plan: planAnswer(plan),
        stops: stops.map(({ gatheringId: _, personId: __, ...stop }) => stop),
      };
    },
  });
}

function noPlan(): Problem {
  return new Problem('not-found', 'No routes were planned yet: POST to this address first.');
}
