import { eq } from 'drizzle-orm';
import type { FastifyRequest } from 'fastify';

import { type Gathering, stalls } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { manages } from '../gatherings/queries.ts';
import type { App } from '../http/app-type.ts';
import { afterId, pageOf } from '../http/paging.ts';
import { principalOf, requirePerson } from '../http/principal.ts';
import { answers, IdParams } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { Problem } from '../problems.ts';
import { fairOf, requireScheduled } from './access.ts';
import { type AddedStall, addStall } from './add-stall.ts';
import { changeStall } from './change-stall.ts';
import { chooseAsks } from './choose-asks.ts';
import { stallAnswer } from './fair-answers.ts';
import { floorPlan } from './floor-plan.tsx';
import { asksOf, confirmedStalls, findStall, listStalls, type StaffedStall, withStaff } from './queries.ts';
import {
  AsksBody,
  AsksSchema,
  NewStall,
  StallChange,
  StallPage,
  StallParams,
  StallQuery,
  StallSchema,
} from './schemas.ts';

const tags = ['knowledge fairs'];
const Svg = {
  200: { description: 'An SVG picture', content: { 'image/svg+xml': { schema: { type: 'string' } } } },
};

/** Stalls of a knowledge fair, their floor plan, and what visitors would like to find. */
export function stallRoutes(app: App, deps: Deps): void {
  const readerOf = (request: FastifyRequest, fair: Gathering) => {
    const principal = principalOf(request);
    return { personId: principal.personId, managed: manages(principal, fair) };
  };

  app.post('/gatherings/:id/stalls', {
    schema: {
      tags,
      operationId: 'addStall',
      summary: 'Add a stall, or propose one of your own',
      description:
        'A stall of those who run the fair is confirmed at once; anybody else invited proposes one that they staff themselves.',
      params: IdParams,
      body: NewStall,
      response: answers(
        { 201: StallSchema },
        'forbidden',
        'not-found',
        'gathering-not-open',
        'fair-stall-staff',
        'impossible',
      ),
    },
    handler: async (request, reply) => {
      const fair = await fairOf(deps, request);
      requireScheduled(fair);
      const { actorId } = principalOf(request);
      const reader = readerOf(request, fair);
      if (!reader.managed && !request.body.staffIds.includes(requirePerson(request).personId)) {
        throw new Problem('forbidden', 'You propose stalls of your own: put yourself among the staff.');
      }
      return write(deps, request, reply, async (tx, now) => {
        const status = reader.managed ? 'confirmed' : 'proposed';
        const input = { gatheringId: fair.id, stall: request.body, status, createdBy: actorId } as const;
        return { status: 201, body: stallAnswer(addedOf(await addStall(tx, input, now)), reader) };
      });
    },
  });

  app.get('/gatherings/:id/stalls', {
    schema: {
      tags,
      operationId: 'listStalls',
      summary: 'List the stalls of a fair; proposals for those who run it and for their staff',
      params: IdParams,
      querystring: StallQuery,
      response: answers({ 200: StallPage }, 'not-found', 'bad-cursor'),
    },
    handler: async (request) => {
      const fair = await fairOf(deps, request);
      const { limit, cursor } = request.query;
      const page = { after: afterId(cursor), limit: limit + 1 };
      const { items, nextCursor } = pageOf(
        await listStalls(deps.db, fair, principalOf(request), page),
        limit,
      );
      const reader = readerOf(request, fair);
      const staffed = await withStaff(deps.db, items);
      return { items: staffed.map((one) => stallAnswer(one, reader)), nextCursor };
    },
  });

  app.patch('/gatherings/:id/stalls/:stallId', {
    schema: {
      tags,
      operationId: 'changeStall',
      summary: 'Change a stall; those who run the fair also take a proposal up',
      params: StallParams,
      body: StallChange,
      response: answers(
        { 200: StallSchema },
        'forbidden',
        'not-found',
        'gathering-not-open',
        'fair-stall-staff',
        'impossible',
      ),
    },
    handler: async (request) => {
      const { fair, staffed, reader } = await ownStall(request);
      requireScheduled(fair);
      if (request.body.status && !reader.managed) {
        throw new Problem('forbidden', 'Those who run the fair take stalls up.');
      }
      return deps.db.transaction(async (tx) => {
        const result = await changeStall(tx, { stall: staffed.stall, change: request.body }, deps.now());
        return stallAnswer(
          result !== 'too-few' && 'changed' in result ? result.changed : refuse(result),
          reader,
        );
      });
    },
  });

  app.delete('/gatherings/:id/stalls/:stallId', {
    schema: {
      tags,
      operationId: 'removeStall',
      summary: 'Take a stall away, with the stops of routes that lead there',
      params: StallParams,
      response: { ...answers({}, 'not-found', 'gathering-not-open'), 204: { description: 'Gone' } },
    },
    handler: async (request, reply) => {
      const { fair, staffed } = await ownStall(request);
      requireScheduled(fair);
      await deps.db.delete(stalls).where(eq(stalls.id, staffed.stall.id));
      return reply.status(204).send();
    },
  });

  app.get('/gatherings/:id/floor-plan.svg', {
    schema: {
      tags,
      operationId: 'drawFloorPlan',
      summary: 'The floor plan with the confirmed stalls as a picture',
      params: IdParams,
      response: { ...answers({}, 'not-found'), ...Svg },
    },
    handler: async (request, reply) => {
      const fair = await fairOf(deps, request);
      const placed = (await confirmedStalls(deps.db, fair.id)).map(({ stall }) => stall);
      return reply.type('image/svg+xml').send(floorPlan(placed, fair.title));
    },
  });

  app.get('/gatherings/:id/asks', {
    schema: {
      tags,
      operationId: 'getFairAsks',
      summary: 'What you would like to find at this fair',
      params: IdParams,
      response: answers({ 200: AsksSchema }, 'forbidden', 'not-found'),
    },
    handler: async (request) => {
      const { personId } = requirePerson(request);
      const { id: gatheringId } = await fairOf(deps, request);
      return asksOf(deps.db, { gatheringId, personId });
    },
  });

  app.put('/gatherings/:id/asks', {
    schema: {
      tags,
      operationId: 'chooseFairAsks',
      summary: 'Say what you would like to find at this fair; your route leads there',
      params: IdParams,
      body: AsksBody,
      response: answers({ 200: AsksSchema }, 'forbidden', 'not-found', 'gathering-not-open'),
    },
    handler: async (request) => {
      const { personId } = requirePerson(request);
      const fair = await fairOf(deps, request);
      requireScheduled(fair);
      const own = { gatheringId: fair.id, personId };
      return deps.db.transaction(async (tx) => {
        await chooseAsks(tx, { ...request.body, ...own }, deps.now());
        return asksOf(tx, own);
      });
    },
  });

  /** A stall that the caller may change: of a fair that they run, or that they staff. */
  async function ownStall(request: FastifyRequest<{ Params: { id: string; stallId: string } }>) {
    const fair = await fairOf(deps, request);
    const { stallId } = request.params;
    const staffed = await findStall(deps.db, { gatheringId: fair.id, stallId });
    const reader = readerOf(request, fair);
    const isOwn = reader.managed || staffed?.staff.some(({ id }) => id === reader.personId);
    if (!staffed || !isOwn) throw new Problem('not-found', 'There is no such stall, or it is not yours.');
    return { fair, staffed, reader };
  }
}

/** The stall that was added. @throws Problem for what was refused; the transaction ends with it */
function addedOf(result: AddedStall): StaffedStall {
  return result !== 'too-few' && 'added' in result ? result.added : refuse(result);
}

function refuse(result: 'too-few' | { errors: { pointer: string; message: string }[] }): never {
  if (result === 'too-few') {
    const detail = 'A stall needs two people at least, so that each also visits: name another in staffIds.';
    throw new Problem('fair-stall-staff', detail);
  }
  throw new Problem('impossible', 'The stall cannot be kept so.', result);
}
