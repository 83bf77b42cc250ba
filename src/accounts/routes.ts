import { Type } from 'typebox';

import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { afterId, pageOf } from '../http/paging.ts';
import { requireRole } from '../http/principal.ts';
import { answers, IdParams, Page, pageQuery, Strict } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { impossible, Problem } from '../problems.ts';
import { addApiKey } from './add-api-key.ts';
import { ENVIRONMENT_KEY_NAME } from './ensure-admin-key.ts';
import { listApiKeys } from './queries.ts';
import { revokeApiKey } from './revoke-api-key.ts';
import {
  ApiKeySchema,
  apiKeyView,
  type CreatedApiKey,
  CreatedApiKeySchema,
  NewApiKeyBody,
} from './schemas.ts';

/** API keys for programs: made, listed and revoked by admins. */
export function accountRoutes(app: App, deps: Deps): void {
  app.post('/api-keys', {
    schema: {
      tags: ['accounts'],
      operationId: 'addApiKey',
      summary: 'Make an API key',
      description: 'The key is shown in this answer alone; only a hash of it is kept.',
      body: NewApiKeyBody,
      response: answers({ 201: CreatedApiKeySchema }, 'forbidden', 'impossible', 'idempotency-key-reused'),
    },
    handler: async (request, reply) => {
      requireRole(request, 'admin');
      const { name, role, expiresAt } = request.body;
      return write(deps, request, reply, async (tx, now) => {
        if (name === ENVIRONMENT_KEY_NAME) {
          throw impossible(
            '/name',
            `${name} names the key of that environment variable; choose another name`,
          );
        }
        const input = { name, role, expiresAt: expiresAt ? new Date(expiresAt) : null };
        if (input.expiresAt && input.expiresAt <= now)
          throw impossible('/expiresAt', 'must be in the future');
        const added = await addApiKey(tx, input, now);
        const view = apiKeyView(added);
        const body: CreatedApiKey = { ...view, key: added.key };
        return { status: 201, body, kept: { ...view, key: null } };
      });
    },
  });

  app.get('/api-keys', {
    schema: {
      tags: ['accounts'],
      operationId: 'listApiKeys',
      summary: 'List API keys',
      description: 'The expired and the revoked ones too, never the keys themselves.',
      querystring: Strict(pageQuery),
      response: answers({ 200: Page(ApiKeySchema) }, 'forbidden', 'bad-cursor'),
    },
    handler: async (request) => {
      requireRole(request, 'admin');
      const { limit, cursor } = request.query;
      const page = pageOf(await listApiKeys(deps.db, afterId(cursor), limit + 1), limit);
      return { ...page, items: page.items.map(apiKeyView) };
    },
  });

  app.delete('/api-keys/:id', {
    schema: {
      tags: ['accounts'],
      operationId: 'revokeApiKey',
      summary: 'Revoke an API key',
      description: 'It stops working at once; revoking it again changes nothing.',
      params: IdParams,
      response: answers({ 204: Type.Null() }, 'forbidden', 'not-found'),
    },
    handler: async (request, reply) => {
      requireRole(request, 'admin');
      const revoked = await deps.db.transaction((tx) => revokeApiKey(tx, request.params, deps.now()));
      if (!revoked) throw new Problem('not-found', 'There is no such API key.');
      return reply.status(204).send(null);
    },
  });
}
