import type { Deps } from '../deps.ts';
import { noGathering } from '../gatherings/no-gathering.ts';
import { managedGathering } from '../gatherings/queries.ts';
import type { App } from '../http/app-type.ts';
import { principalOf } from '../http/principal.ts';
import { answers, IdParams, Page } from '../http/schemas.ts';
import { listInboundMails } from './queries.ts';
import { InboundItem, InboundQuery } from './schemas.ts';

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
}
