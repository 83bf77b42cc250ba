import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { afterName, pageOf } from '../http/paging.ts';
import { requireRole } from '../http/principal.ts';
import { answers } from '../http/schemas.ts';
import { listNames } from './queries.ts';
import { ListNamesQuery, NamePage } from './schemas.ts';

/** `GET /units` and `GET /locations`: the names in use, for whoever plans an audience. */
export function nameRoutes(app: App, deps: Deps): void {
  for (const of of ['unit', 'location'] as const) {
    app.get(`/${of}s`, {
      schema: {
        tags: ['people'],
        operationId: of === 'unit' ? 'listUnits' : 'listLocations',
        summary: `List the ${of}s in use, by name`,
        querystring: ListNamesQuery,
        response: answers({ 200: NamePage }, 'forbidden', 'bad-cursor'),
      },
      handler: async (request) => {
        requireRole(request, 'admin', 'organiser');
        const { limit, cursor } = request.query;
        const names = await listNames(deps.db, of, afterName(cursor), limit);
        return pageOf(
          names.map((name) => ({ name })),
          limit,
        );
      },
    });
  }
}
