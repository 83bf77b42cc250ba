import { Type } from 'typebox';

import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { requirePerson } from '../http/principal.ts';
import { answers, Id, Instant, Strict } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { allowAgain, DO_NOT_MATCH_MAX, keepFrom, keptFromBy } from '../people/do-not-match.ts';
import { impossible, Problem } from '../problems.ts';

const tags = ['me'];
const Uuid = Type.String({ format: 'uuid' });
const Entry = Type.Object({ personId: Uuid, name: Type.String(), unit: Type.String(), since: Instant });
const List = Type.Object({ items: Type.Array(Entry, { maxItems: DO_NOT_MATCH_MAX }) });
/** Named by id or by address, whichever one has; one of the two. */
const KeepBody = Type.Union([
  Strict({ personId: Id }),
  Strict({ email: Type.String({ minLength: 3, maxLength: 254 }) }),
]);

/** Whom somebody does not want to be matched with: theirs alone, whoever else asks. */
export function doNotMatchRoutes(app: App, deps: Deps): void {
  app.get('/me/do-not-match', {
    schema: {
      tags,
      operationId: 'listMyDoNotMatch',
      summary: 'Whom you do not want to be matched with; nobody else can read it',
      response: answers({ 200: List }, 'forbidden'),
    },
    handler: async (request) => {
      const rows = await keptFromBy(deps.db, requirePerson(request).personId);
      return { items: rows.map(({ since, ...row }) => ({ ...row, since: since.toISOString() })) };
    },
  });

  app.post('/me/do-not-match', {
    schema: {
      tags,
      operationId: 'addMyDoNotMatch',
      summary: 'Never be matched with somebody, in coffees and at tables; nobody is told',
      body: KeepBody,
      response: answers({ 204: Type.Null() }, 'forbidden', 'impossible'),
    },
    handler: (request, reply) => {
      const { personId } = requirePerson(request);
      const { body } = request;
      const named = 'personId' in body ? { id: body.personId } : { email: body.email };
      return write(deps, request, reply, async (tx, now) => {
        const outcome = await keepFrom(tx, { personId, other: named }, now);
        const pointer = 'personId' in body ? '/personId' : '/email';
        if (outcome === 'nobody') throw impossible(pointer, 'is nobody in the directory');
        if (outcome === 'yourself') throw impossible(pointer, 'is yourself');
        if (outcome === 'full')
          throw impossible(
            pointer,
            `would make the list longer than ${DO_NOT_MATCH_MAX}; take somebody off first`,
          );
        return { status: 204, body: null };
      });
    },
  });

  app.delete('/me/do-not-match/:personId', {
    schema: {
      tags,
      operationId: 'removeMyDoNotMatch',
      summary: 'Be matched with somebody again',
      params: Strict({ personId: Id }),
      response: answers({ 204: Type.Null() }, 'forbidden', 'not-found'),
    },
    handler: async (request, reply) => {
      const { personId } = requirePerson(request);
      const otherId = request.params.personId;
      if (await deps.db.transaction((tx) => allowAgain(tx, { personId, otherId })))
        return reply.status(204).send(null);
      throw new Problem('not-found', 'Nobody with this id is on your list.');
    },
  });
}
