import { Type } from 'typebox';

import type { Gathering } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { isOpen } from '../gatherings/is-open.ts';
import { noGathering } from '../gatherings/no-gathering.ts';
import { lockManagedGathering, managedGathering } from '../gatherings/queries.ts';
import type { App } from '../http/app-type.ts';
import { inTurns } from '../http/json-in-turns.ts';
import { principalOf } from '../http/principal.ts';
import { answers, IdParams, Page } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { Problem } from '../problems.ts';
import { drawAhead, drawInvitees } from './draw-invitees.ts';
import { invite } from './invite.ts';
import { listInvitations, seesDeclines } from './queries.ts';
import {
  DrawBody,
  DrawPreview,
  type DrawRequest,
  InvitationItem,
  InvitationParams,
  InvitationsQuery,
  InviteBody,
  Invited,
} from './schemas.ts';
import { noInvitation, seriesInvitationRoutes } from './series-invitation-routes.ts';
import { uninvite } from './uninvite.ts';

const tags = ['invitations'];

/** Whom to invite, inviting them, and what they answered. */
export function invitationRoutes(app: App, deps: Deps): void {
  const { engine } = deps;
  const { invitationsPer30DaysMax: invitationsMax, invitationsPerDayMax: perDayMax } = deps.env;
  const asked = (gathering: Gathering, request: DrawRequest) => ({ ...request, gathering, invitationsMax });

  app.post('/gatherings/:id/draw', {
    schema: {
      tags,
      operationId: 'previewDraw',
      summary: 'Preview whom a draw would invite',
      description: 'Nothing is stored or sent. The same seed invites the same people.',
      params: IdParams,
      body: DrawBody,
      response: answers({ 200: DrawPreview }, 'not-found', 'gathering-not-open', 'idempotency-key-reused'),
    },
    handler: async (request, reply) => {
      const gathering = await managedGathering(deps.db, principalOf(request), request.params.id);
      if (!gathering) throw noGathering();
      // Nothing is written but the answer under an Idempotency-Key: no transaction waits for the engine.
      const { question, drawn } = await drawAhead(
        deps.db,
        engine,
        asked(gathering, request.body),
        deps.now(),
      );
      const preview = await write(deps, request, reply, async (_, now) => {
        if (!isOpen(gathering, now)) throw notOpen();
        return { status: 200, body: drawn ?? (await drawInvitees(engine, question)) };
      });
      const invitees = preview.invitees.map(({ personId, reason }) => ({ personId, reason }));
      return inTurns(reply, { ...preview, invitees });
    },
  });

  app.post('/gatherings/:id/invitations', {
    schema: {
      tags,
      operationId: 'invite',
      summary: 'Invite by a draw or by name',
      description:
        'The mails go out in the background; each invitation shows its delivery. A draw with the same seed again ' +
        'invites nobody else; more places add to it, and another seed draws further people.',
      params: IdParams,
      body: InviteBody,
      response: answers({ 202: Invited }, 'not-found', 'gathering-not-open', 'impossible'),
    },
    handler: async (request, reply) => {
      const { body } = request;
      const open =
        'places' in body && (await managedGathering(deps.db, principalOf(request), request.params.id));
      const early = open ? await drawAhead(deps.db, engine, asked(open, body), deps.now()) : null;
      return write(deps, request, reply, async (tx, now) => {
        const gathering = await lockManagedGathering(tx, principalOf(request), request.params.id);
        if (!gathering) throw noGathering();
        const input = { gathering, request: body, engine, invitationsMax, perDayMax, early };
        const result = await invite(tx, input, now);
        if (result.outcome === 'not-open') throw notOpen();
        if (result.outcome === 'impossible') {
          throw new Problem('impossible', 'These people cannot all be invited; nobody was.', {
            errors: result.errors,
          });
        }
        const { outcome: _, ...counts } = result;
        return { status: 202, body: counts };
      });
    },
  });

  app.get('/gatherings/:id/invitations', {
    schema: {
      tags,
      operationId: 'listInvitations',
      summary: 'List invitations with delivery and answer',
      params: IdParams,
      querystring: InvitationsQuery,
      response: answers({ 200: Page(InvitationItem) }, 'not-found', 'bad-cursor'),
    },
    handler: async (request) => {
      const principal = principalOf(request);
      const gathering = await managedGathering(deps.db, principal, request.params.id);
      if (!gathering) throw noGathering();
      return listInvitations(deps.db, {
        to: { gatheringId: gathering.id },
        query: request.query,
        showDeclines: seesDeclines(principal, gathering),
      });
    },
  });

  app.delete('/gatherings/:id/invitations/:invitationId', {
    schema: {
      tags,
      operationId: 'uninvite',
      summary: 'Take an invitation back',
      description:
        'The place goes to somebody who waits; whom the invitation had reached is told by mail and calendar.',
      params: InvitationParams,
      response: answers({ 204: Type.Null() }, 'not-found', 'gathering-not-open'),
    },
    handler: async (request, reply) => {
      const now = deps.now();
      await deps.db.transaction(async (tx) => {
        const gathering = await lockManagedGathering(tx, principalOf(request), request.params.id);
        if (!gathering) throw noGathering();
        if (!isOpen(gathering, now)) throw notOpen();
        const { invitationId } = request.params;
        const { outcome } = await uninvite(tx, { gathering, invitationId }, now);
        if (outcome === 'unknown') throw noInvitation();
      });
      return reply.status(204).send(null);
    },
  });

  seriesInvitationRoutes(app, deps);
}

function notOpen(): Problem {
  return new Problem(
    'gathering-not-open',
    'People are invited only while a gathering is scheduled and has not begun.',
  );
}
