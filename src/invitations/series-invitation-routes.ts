import { Type } from 'typebox';

import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { principalOf } from '../http/principal.ts';
import { answers, IdParams, Page } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { Problem } from '../problems.ts';
import { noSeries } from '../series/no-series.ts';
import { lockManagedSeries, managedSeries } from '../series/queries.ts';
import { drawAhead } from './draw-invitees.ts';
import { datesToCome, inviteToSeries } from './invite-to-series.ts';
import { listInvitations, seesDeclines } from './queries.ts';
import { InvitationItem, InvitationParams, InvitationsQuery, InviteBody, Invited } from './schemas.ts';
import { uninviteFromSeries } from './uninvite.ts';

const tags = ['invitations'];

/** Inviting to a series as a whole: one mail, one calendar entry, one answer that holds for every date. */
export function seriesInvitationRoutes(app: App, deps: Deps): void {
  const { engine } = deps;
  const { invitationsPer30DaysMax: invitationsMax, invitationsPerDayMax: perDayMax } = deps.env;

  app.post('/series/:id/invitations', {
    schema: {
      tags,
      operationId: 'inviteToSeries',
      summary: 'Invite to a whole series, by a draw or by name',
      description:
        'One mail for all dates; the answer holds for each of them until a date is answered by itself. A draw is made ' +
        'for the next date. For a draw of each date invite to that gathering instead.',
      params: IdParams,
      body: InviteBody,
      response: answers({ 202: Invited }, 'not-found', 'gathering-not-open', 'impossible'),
    },
    handler: async (request, reply) => {
      const { body } = request;
      const known =
        'places' in body && (await managedSeries(deps.db, principalOf(request), request.params.id));
      const [next] = known ? await datesToCome(deps.db, known.id, deps.now()) : [];
      const asked = next && 'places' in body ? { ...body, gathering: next, invitationsMax } : null;
      const early = asked && (await drawAhead(deps.db, engine, asked, deps.now()));
      return write(deps, request, reply, async (tx, now) => {
        const series = await lockManagedSeries(tx, principalOf(request), request.params.id);
        if (!series) throw noSeries();
        const input = { series, request: body, engine, invitationsMax, perDayMax, early };
        const result = await inviteToSeries(tx, input, now);
        if (result.outcome === 'not-open') {
          throw new Problem(
            'gathering-not-open',
            'People are invited only while a date of the series is to come.',
          );
        }
        if (result.outcome === 'impossible') {
          const { errors } = result;
          throw new Problem('impossible', 'These people cannot all be invited; nobody was.', { errors });
        }
        const { outcome: _, ...counts } = result;
        return { status: 202, body: counts };
      });
    },
  });

  app.get('/series/:id/invitations', {
    schema: {
      tags,
      operationId: 'listSeriesInvitations',
      summary: 'List the invitations to a whole series with delivery and answer',
      params: IdParams,
      querystring: InvitationsQuery,
      response: answers({ 200: Page(InvitationItem) }, 'not-found', 'bad-cursor'),
    },
    handler: async (request) => {
      const principal = principalOf(request);
      const series = await managedSeries(deps.db, principal, request.params.id);
      if (!series) throw noSeries();
      const showDeclines = seesDeclines(principal, series);
      return listInvitations(deps.db, { to: { seriesId: series.id }, query: request.query, showDeclines });
    },
  });

  app.delete('/series/:id/invitations/:invitationId', {
    schema: {
      tags,
      operationId: 'uninviteFromSeries',
      summary: 'Take an invitation to a whole series back, with that to each date to come',
      params: InvitationParams,
      response: answers({ 204: Type.Null() }, 'not-found'),
    },
    handler: async (request, reply) => {
      const now = deps.now();
      await deps.db.transaction(async (tx) => {
        const series = await lockManagedSeries(tx, principalOf(request), request.params.id);
        if (!series) throw noSeries();
        const { invitationId } = request.params;
        const { outcome } = await uninviteFromSeries(tx, { series, invitationId }, now);
        if (outcome === 'unknown') throw noInvitation();
      });
      return reply.status(204).send(null);
    },
  });
}

/** The 404 for an invitation that is not there, or was taken back. */
export function noInvitation(): Problem {
  return new Problem('not-found', 'There is no such invitation.');
}
