import type { DbOrTx, Tx } from '../db/connect.ts';
import type { Gathering, Series } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { bound } from '../gatherings/bound.ts';
import { gatheringAnswer } from '../gatherings/gathering-answer.ts';
import { listGatherings, manages } from '../gatherings/queries.ts';
import { CancelBody, GatheringPage, ListQuery } from '../gatherings/schemas.ts';
import type { App } from '../http/app-type.ts';
import { bodyMayBeLeftOut } from '../http/body-may-be-left-out.ts';
import { afterId, pageOf } from '../http/paging.ts';
import { principalOf, requireRole } from '../http/principal.ts';
import { answers, IdParams } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { type InputError, Problem } from '../problems.ts';
import { cancelSeries } from './cancel-series.ts';
import { changeSeries } from './change-series.ts';
import { noSeries } from './no-series.ts';
import { listSeries, lockManagedSeries, managesSeries, visibleSeries } from './queries.ts';
import { scheduleSeries } from './schedule-series.ts';
import { ChangeSeriesBody, ScheduleSeriesBody, SeriesPage, SeriesQuery, SeriesSchema } from './schemas.ts';
import { seriesAnswer } from './series-answer.ts';
import { seriesHoursWarnings } from './series-hours.ts';

/** What later slices do in the transaction of a change here. */
export type SeriesFollowers = {
  /** A series has new dates: who is invited to it is invited to them. */
  datesAdded: (tx: Tx, seriesId: string, dates: Gathering[], now: Date) => Promise<unknown>;
  /** A date has more places than before: people on its waiting list come in. */
  placesAdded: (tx: Tx, gathering: Gathering, now: Date) => Promise<unknown>;
  /** The later dates of a series have become another. */
  continued: (tx: Tx, fromId: string, toId: string, now: Date) => Promise<unknown>;
  /** A series was cancelled. */
  cancelled: (tx: Tx, seriesId: string, now: Date) => Promise<unknown>;
};

const tags = ['series'];

/** Schedule, list, show, change and cancel series, and list their dates. */
export function seriesRoutes(app: App, deps: Deps, followers: SeriesFollowers): void {
  const { datesAdded, placesAdded } = followers;
  app.post('/series', {
    schema: {
      tags,
      operationId: 'scheduleSeries',
      summary: 'Schedule a series of gatherings',
      description:
        'Each date becomes a gathering of its own: up to 200 where the rule ends, else half a year ahead and further ' +
        'ones as time goes by.',
      body: ScheduleSeriesBody,
      response: answers({ 201: SeriesSchema }, 'forbidden', 'impossible'),
    },
    handler: async (request, reply) => {
      const { actorId } = requireRole(request, 'admin', 'organiser');
      return write(deps, request, reply, async (tx, now) => {
        const result = await scheduleSeries(tx, request.body, actorId, now);
        if ('errors' in result) throw impossibleSeries(result.errors);
        return { status: 201, body: await shownToManagers(tx, result.series, now) };
      });
    },
  });

  app.get('/series', {
    schema: {
      tags,
      operationId: 'listSeries',
      summary: 'List the series you manage or are invited to',
      querystring: SeriesQuery,
      response: answers({ 200: SeriesPage }, 'bad-cursor'),
    },
    handler: async (request) => {
      const principal = principalOf(request);
      const { limit, cursor } = request.query;
      const rows = await listSeries(deps.db, principal, { after: afterId(cursor), limit: limit + 1 });
      const { items, nextCursor } = pageOf(rows, limit);
      return { items: items.map((row) => seriesAnswer(row, managesSeries(principal, row))), nextCursor };
    },
  });

  app.get('/series/:id', {
    schema: {
      tags,
      operationId: 'getSeries',
      summary: 'Show a series',
      params: IdParams,
      response: answers({ 200: SeriesSchema }, 'not-found'),
    },
    handler: async (request) => {
      const principal = principalOf(request);
      const found = await visibleSeries(deps.db, principal, request.params.id);
      if (!found) throw noSeries();
      return managesSeries(principal, found)
        ? shownToManagers(deps.db, found, deps.now())
        : seriesAnswer(found, false);
    },
  });

  app.get('/series/:id/gatherings', {
    schema: {
      tags,
      operationId: 'listDatesOfSeries',
      summary: 'List the dates of a series, dropped ones as cancelled',
      params: IdParams,
      querystring: ListQuery,
      response: answers({ 200: GatheringPage }, 'not-found', 'bad-cursor'),
    },
    handler: async (request) => {
      const principal = principalOf(request);
      const found = await visibleSeries(deps.db, principal, request.params.id);
      if (!found) throw noSeries();
      const { limit, cursor, status, format, from, to } = request.query;
      const filter = { seriesId: found.id, status, format, from: bound('from', from), to: bound('to', to) };
      const page = { after: afterId(cursor), limit: limit + 1 };
      const { items, nextCursor } = pageOf(await listGatherings(deps.db, principal, filter, page), limit);
      return { items: items.map((row) => gatheringAnswer(row, manages(principal, row))), nextCursor };
    },
  });

  app.patch('/series/:id', {
    schema: {
      tags,
      operationId: 'changeSeries',
      summary: 'Change a series from one of its dates on',
      description:
        'Without `from` the next date and all later ones change; one date alone is changed as a gathering. What has ' +
        'begun never changes: where earlier dates stay as they were and the time, the place or the rule changes, the ' +
        'answer is a new series that `continues` this one. A new time, place or rule mails one update.',
      params: IdParams,
      body: ChangeSeriesBody,
      response: answers({ 200: SeriesSchema }, 'not-found', 'gathering-not-open', 'impossible'),
    },
    handler: async (request) => {
      const principal = principalOf(request);
      const now = deps.now();
      return deps.db.transaction(async (tx) => {
        const found = await lockManagedSeries(tx, principal, request.params.id);
        if (!found) throw noSeries();
        const result = await changeSeries(tx, found, request.body, now);
        if (result.outcome === 'not-open') throw notOpen(found);
        if (result.outcome === 'impossible') throw impossibleSeries(result.errors);
        if (result.outcome === 'changed') {
          if (result.series.id !== found.id) await followers.continued(tx, found.id, result.series.id, now);
          await datesAdded(tx, result.series.id, result.added, now);
          for (const gathering of result.roomier) await placesAdded(tx, gathering, now);
        }
        return shownToManagers(tx, result.series, now);
      });
    },
  });

  app.post('/series/:id/cancel', {
    preValidation: bodyMayBeLeftOut,
    schema: {
      tags,
      operationId: 'cancelSeries',
      summary: 'Cancel a series with every date that has not begun, and mail one cancellation',
      params: IdParams,
      body: CancelBody,
      response: answers({ 200: SeriesSchema }, 'not-found', 'impossible'),
    },
    handler: (request, reply) =>
      write(deps, request, reply, async (tx, now) => {
        const found = await lockManagedSeries(tx, principalOf(request), request.params.id);
        if (!found) throw noSeries();
        const result = await cancelSeries(tx, found, request.body.reason ?? null, now);
        if (result.outcome === 'impossible') throw impossibleSeries(result.errors);
        if (result.outcome === 'cancelled') await followers.cancelled(tx, found.id, now);
        return { status: 200, body: seriesAnswer(result.series, true) };
      }),
  });
}

/** A series by itself, with what is to be said of its hours; lists leave that out. */
async function shownToManagers(db: DbOrTx, series: Series, now: Date) {
  return { ...seriesAnswer(series, true), warnings: await seriesHoursWarnings(db, series.id, now) };
}

function notOpen({ status }: Series): Problem {
  const state = status === 'cancelled' ? 'is cancelled' : 'has no date to come';
  return new Problem('gathering-not-open', `The series ${state}; schedule another one instead.`);
}

function impossibleSeries(errors: InputError[]): Problem {
  const [first] = errors;
  const detail = first ? `${first.pointer} ${first.message}` : 'The series is impossible.';
  return new Problem('impossible', detail, { errors });
}
