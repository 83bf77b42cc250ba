import type { Deps } from '../deps.ts';
import { isOpen } from '../gatherings/is-open.ts';
import { noGathering } from '../gatherings/no-gathering.ts';
import { lockManagedGathering, managedGathering } from '../gatherings/queries.ts';
import type { App } from '../http/app-type.ts';
import { principalOf } from '../http/principal.ts';
import { answers, IdParams, Page } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { Problem } from '../problems.ts';
import { drawInvitees } from './draw-invitees.ts';
import { invite } from './invite.ts';
import { listInvitations, seesDeclines } from './queries.ts';
import { DrawBody, DrawPreview, InvitationItem, InvitationsQuery, InviteBody, Invited } from './schemas.ts';

const tags = ['invitations'];

/** Whom to invite, inviting them, and what they answered. */
export function invitationRoutes(app: App, deps: Deps): void {
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
    handler: (request, reply) =>
      write(deps, request, reply, async (tx, now) => {
        const gathering = await managedGathering(tx, principalOf(request), request.params.id);
        if (!gathering) throw noGathering();
        if (!isOpen(gathering, now)) throw notOpen();
        return { status: 200, body: await drawInvitees(tx, { ...request.body, gathering }, now) };
      }),
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
    handler: (request, reply) =>
      write(deps, request, reply, async (tx, now) => {
        const gathering = await lockManagedGathering(tx, principalOf(request), request.params.id);
        if (!gathering) throw noGathering();
        const result = await invite(tx, { gathering, request: request.body }, now);
        if (result.outcome === 'not-open') throw notOpen();
        if (result.outcome === 'impossible') {
          throw new Problem('impossible', 'Some of these people cannot be invited; nobody was.', {
            errors: result.errors,
          });
        }
        const { invited, alreadyInvited } = result;
        return { status: 202, body: { invited, alreadyInvited } };
      }),
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
        gatheringId: gathering.id,
        query: request.query,
        showDeclines: seesDeclines(principal, gathering),
      });
    },
  });
}

function notOpen(): Problem {
  return new Problem(
    'gathering-not-open',
    'People are invited only while a gathering is scheduled and has not begun.',
  );
}
