import { Type } from 'typebox';

import type { Deps } from '../deps.ts';
import { noGathering } from '../gatherings/no-gathering.ts';
import { managedGathering } from '../gatherings/queries.ts';
import type { App } from '../http/app-type.ts';
import { principalOf, requireRole } from '../http/principal.ts';
import { answers, IdParams, Page, pageQuery, Strict } from '../http/schemas.ts';
import { Problem } from '../problems.ts';
import { liftSuppression } from './lift-suppression.ts';
import { listInboundMails, listSuppressions } from './queries.ts';
import { InboundItem, InboundQuery, SuppressionItem } from './schemas.ts';

/** Mail that came in. */
export function inboundRoutes(app: App, deps: Deps): void {
  app.get('/gatherings/:id/inbound', {
    schema: {
      tags: ['invitations'],
      operationId: 'listInboundMails',
      summary: 'List what people wrote back and what was not understood',
      description:
        'Answers by calendar are recorded as answers and not listed. Whole mails are deleted after 30 days.',
      params: IdParams,
      querystring: InboundQuery,
      response: answers({ 200: Page(InboundItem) }, 'not-found', 'bad-cursor'),
    },
    handler: async (request) => {
      const gathering = await managedGathering(deps.db, principalOf(request), request.params.id);
      if (!gathering) throw noGathering();
      return listInboundMails(deps.db, { gatheringId: gathering.id, query: request.query });
    },
  });

  app.get('/suppressions', {
    schema: {
      tags: ['people'],
      operationId: 'listSuppressions',
      summary: 'List addresses that get no mail any more',
      description: 'For admins. Somebody whose address changes in the directory gets mail at the new one.',
      querystring: Strict(pageQuery),
      response: answers({ 200: Page(SuppressionItem) }, 'forbidden', 'bad-cursor'),
    },
    handler: async (request) => {
      requireRole(request, 'admin');
      return listSuppressions(deps.db, request.query);
    },
  });

  app.delete('/suppressions/:id', {
    schema: {
      tags: ['people'],
      operationId: 'liftSuppression',
      summary: 'Let mail go to an address again',
      description: 'Mail that was given up meanwhile stays so.',
      params: IdParams,
      response: answers({ 204: Type.Null() }, 'forbidden', 'not-found'),
    },
    handler: async (request, reply) => {
      requireRole(request, 'admin');
      const lifted = await deps.db.transaction((tx) => liftSuppression(tx, request.params.id));
      if (!lifted) throw new Problem('not-found', 'There is no such entry.');
      return reply.status(204).send(null);
    },
  });
}
