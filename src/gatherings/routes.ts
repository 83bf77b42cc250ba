import type { DbOrTx, Tx } from '../db/connect.ts';
import type { Gathering } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { bodyMayBeLeftOut } from '../http/body-may-be-left-out.ts';
import { afterId, pageOf } from '../http/paging.ts';
import { principalOf, requireRole } from '../http/principal.ts';
import { answers, IdParams } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { type InputError, Problem } from '../problems.ts';
import { bound } from './bound.ts';
import { cancel } from './cancel.ts';
import { formatList } from './format-list.ts';
import { gatheringAnswer } from './gathering-answer.ts';
import { hoursWarnings } from './hours-warnings.ts';
import { noGathering } from './no-gathering.ts';
import { listGatherings, lockManagedGathering, manages, visibleGathering } from './queries.ts';
import { reschedule } from './reschedule.ts';
import { schedule } from './schedule.ts';
import {
  CancelBody,
  FormatPage,
  type GatheringAnswer,
  GatheringPage,
  GatheringSchema,
  ListQuery,
  RescheduleBody,
  ScheduleBody,
} from './schemas.ts';

/** What later slices do in the transaction of a change here. */
export type Followers = {
  /** The capacity rose: people on the waiting list come in. */
  placesAdded: (tx: Tx, gathering: Gathering, now: Date) => Promise<unknown>;
  /** Another hosts or facilitates it. */
  handedOver: (tx: Tx, gathering: Gathering) => Promise<unknown>;
};

const tags = ['gatherings'];

/** Schedule, list, show, change and cancel gatherings; list the formats. */
export function gatheringRoutes(app: App, deps: Deps, { placesAdded, handedOver }: Followers): void {
  app.post(
    '/gatherings',
    {
      schema: {
        tags,
        operationId: 'scheduleGathering',
        summary: 'Schedule a gathering',
        body: ScheduleBody,
        response: answers({ 201: GatheringSchema }, 'forbidden', 'impossible'),
      },
    },
    async (request, reply) => {
      const { actorId } = requireRole(request, 'admin', 'organiser');
      return write(deps, request, reply, async (tx, now) => {
        const result = await schedule(tx, request.body, actorId, now);
        if ('errors' in result) throw impossiblePlan(result.errors);
        return { status: 201, body: await shownToManagers(tx, result.gathering) };
      });
    },
  );

  app.get(
    '/gatherings',
    {
      schema: {
        tags,
        operationId: 'listGatherings',
        summary: 'List the gatherings you manage or are invited to',
        querystring: ListQuery,
        response: answers({ 200: GatheringPage }, 'bad-cursor'),
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const { limit, cursor, status, format, from, to } = request.query;
      const filter = { status, format, from: bound('from', from), to: bound('to', to) };
      const page = { after: afterId(cursor), limit: limit + 1 };
      const { items, nextCursor } = pageOf(await listGatherings(deps.db, principal, filter, page), limit);
      return {
        items: items.map((gathering) => gatheringAnswer(gathering, manages(principal, gathering))),
        nextCursor,
      };
    },
  );

  app.get(
    '/gatherings/:id',
    {
      schema: {
        tags,
        operationId: 'getGathering',
        summary: 'Show a gathering',
        params: IdParams,
        response: answers({ 200: GatheringSchema }, 'not-found'),
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const gathering = await visibleGathering(deps.db, principal, request.params.id);
      if (!gathering) throw noGathering();
      return manages(principal, gathering)
        ? shownToManagers(deps.db, gathering)
        : gatheringAnswer(gathering, false);
    },
  );

  app.patch(
    '/gatherings/:id',
    {
      schema: {
        tags,
        operationId: 'changeGathering',
        summary: 'Change a gathering; a new time or place mails an update',
        params: IdParams,
        body: RescheduleBody,
        response: answers({ 200: GatheringSchema }, 'not-found', 'gathering-not-open', 'impossible'),
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const now = deps.now();
      return deps.db.transaction(async (tx) => {
        const gathering = await lockManagedGathering(tx, principal, request.params.id);
        if (!gathering) throw noGathering();
        const result = await reschedule(tx, gathering, request.body, now);
        if (result.outcome === 'not-open') throw notOpen(gathering);
        if (result.outcome === 'impossible') throw impossiblePlan(result.errors);
        if (result.outcome === 'changed') {
          if (result.placesAdded) await placesAdded(tx, result.gathering, now);
          if (result.handedOver) await handedOver(tx, result.gathering);
        }
        return shownToManagers(tx, result.gathering);
      });
    },
  );

  app.post(
    '/gatherings/:id/cancel',
    {
      preValidation: bodyMayBeLeftOut,
      schema: {
        tags,
        operationId: 'cancelGathering',
        summary: 'Cancel a gathering and mail a cancellation',
        params: IdParams,
        body: CancelBody,
        response: answers({ 200: GatheringSchema }, 'not-found', 'gathering-not-open', 'impossible'),
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      return write(deps, request, reply, async (tx, now) => {
        const gathering = await lockManagedGathering(tx, principal, request.params.id);
        if (!gathering) throw noGathering();
        const result = await cancel(tx, gathering, request.body.reason ?? null, now);
        if (result.outcome === 'impossible') throw impossiblePlan(result.errors);
        if (result.outcome === 'not-open') throw notOpen(gathering);
        return { status: 200, body: gatheringAnswer(result.gathering, true) };
      });
    },
  );

  app.get(
    '/formats',
    {
      schema: {
        tags,
        operationId: 'listFormats',
        summary: 'List the formats a gathering can have',
        response: answers({ 200: FormatPage }),
      },
    },
    async () => ({ items: formatList(), nextCursor: null }),
  );
}

/** A gathering by itself, with what is to be said of its hours; lists leave that out. */
async function shownToManagers(db: DbOrTx, gathering: Gathering): Promise<GatheringAnswer> {
  const shown = gatheringAnswer(gathering, true);
  return { ...shown, warnings: [...(shown.warnings ?? []), ...(await hoursWarnings(db, gathering))] };
}

function notOpen({ status }: Gathering): Problem {
  const state = status === 'scheduled' ? 'has begun' : `is ${status}`;
  return new Problem('gathering-not-open', `The gathering ${state}; schedule another one instead.`);
}

function impossiblePlan(errors: InputError[]): Problem {
  const [first] = errors;
  const detail = first ? `${first.pointer} ${first.message}` : 'The plan is impossible.';
  return new Problem('impossible', detail, { errors });
}
