import { Type } from 'typebox';

import type { Deps } from '../deps.ts';
import { noGathering } from '../gatherings/no-gathering.ts';
import { lockManagedGathering, managedGathering } from '../gatherings/queries.ts';
import { OutcomeSchema } from '../groups/schemas.ts';
import type { App } from '../http/app-type.ts';
import { afterId, pageOf } from '../http/paging.ts';
import { principalOf, requirePerson } from '../http/principal.ts';
import { answers, IdParams, OneOf, Page, pageQuery, Strict } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { Problem } from '../problems.ts';
import { close } from './close.ts';
import { outcomeOf } from './outcome.ts';
import { encountersOf } from './queries.ts';
import { Encounter } from './schemas.ts';
import { strikeOut } from './strike-out.ts';

const Closing = Type.Object({ status: OneOf('closing', 'closed') });

/** Closing a gathering, what came of it, and each person's own encounters. */
export function encounterRoutes(app: App, deps: Deps): void {
  app.post('/gatherings/:id/close', {
    schema: {
      operationId: 'closeGathering',
      summary: 'Close a gathering; a job then records who met whom, once',
      tags: ['rounds'],
      params: IdParams,
      body: Strict({}),
      response: answers({ 202: Closing }, 'not-found', 'gathering-not-open'),
    },
    handler: async (request, reply) =>
      write(deps, request, reply, async (tx, now) => {
        const gathering = await lockManagedGathering(tx, principalOf(request), request.params.id);
        if (!gathering) throw noGathering();
        const status = await close(tx, gathering, now);
        if (status === 'cancelled') {
          throw new Problem(
            'gathering-not-open',
            'A cancelled gathering did not take place and cannot be closed.',
          );
        }
        return { status: 202, body: { status } };
      }),
  });

  app.get('/gatherings/:id/outcome', {
    schema: {
      operationId: 'getOutcome',
      summary: 'What came of a gathering, with small groups withheld',
      tags: ['rounds'],
      params: IdParams,
      response: answers({ 200: OutcomeSchema }, 'not-found'),
    },
    handler: async (request) => {
      const gathering = await managedGathering(deps.db, principalOf(request), request.params.id);
      if (!gathering) throw noGathering();
      return outcomeOf(deps.db, gathering);
    },
  });

  app.get('/me/encounters', {
    schema: {
      operationId: 'listMyEncounters',
      summary: 'Whom you met, where and on what evidence; by your own sign-in only',
      tags: ['me'],
      querystring: Strict(pageQuery),
      response: answers({ 200: Page(Encounter) }, 'forbidden', 'bad-cursor'),
    },
    handler: async (request) => {
      const { personId } = requirePerson(request);
      const { limit, cursor } = request.query;
      const rows = await encountersOf(deps.db, personId, { after: afterId(cursor), limit });
      const page = pageOf(rows, limit);
      return { ...page, items: page.items.map((row) => ({ ...row, metAt: row.metAt.toISOString() })) };
    },
  });

  app.delete('/me/encounters/:id', {
    schema: {
      operationId: 'strikeOutMyEncounter',
      summary: 'Strike out one encounter: at once, without a reason; the other person sees no trace',
      tags: ['me'],
      params: IdParams,
      response: answers({ 204: Type.Null() }, 'forbidden', 'not-found'),
    },
    handler: async (request, reply) => {
      const { personId } = requirePerson(request);
      const done = await deps.db.transaction((tx) =>
        strikeOut(tx, { personId, encounterId: request.params.id }),
      );
      if (!done) throw new Problem('not-found', 'There is no such encounter, or it is not yours.');
      return reply.status(204).send(null);
    },
  });
}
