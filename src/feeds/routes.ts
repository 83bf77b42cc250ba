import { createHash } from 'node:crypto';
import { Type } from 'typebox';

import { hasLeft } from '../calendar/time-zones.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { createLinkGuard, tokenHashOf } from '../pages/link-guard.ts';
import { feedCalendar } from './feed-calendar.ts';
import { acceptedBy, ownerOfFeed } from './queries.ts';

const Calendar = { 'text/calendar': { schema: Type.String() } };

/** The private calendar of a person: whoever knows the address may read it, until it is made anew or revoked. */
export function feedRoutes(app: App, deps: Deps): void {
  const guard = createLinkGuard(app);

  app.get('/c/:token.ics', {
    schema: {
      operationId: 'getCalendarFeed',
      tags: ['me'],
      summary: 'What a person has accepted, to subscribe to',
      description: 'The address is made by the person; an unknown one and a revoked one are the same 404.',
      params: Type.Object({ token: Type.String({ description: 'The secret of a private calendar' }) }),
      response: {
        200: { description: 'iCalendar, from thirty days ago on', content: Calendar },
        304: { description: 'Nothing has changed since the ETag of If-None-Match' },
        404: { description: 'No such calendar' },
      },
    },
    handler: async (request, reply) => {
      const tokenHash = tokenHashOf(request.params.token);
      const owner = tokenHash && (await ownerOfFeed(deps.db, tokenHash));
      const now = deps.now();
      if (!owner || hasLeft(owner, now)) throw await guard(request);
      const calendar = feedCalendar(
        await acceptedBy(deps.db, owner.id, now),
        owner.timeZone,
        deps.env.mailFrom,
      );
      const etag = `"${createHash('sha256').update(calendar).digest('base64url')}"`;
      reply.headers({
        etag,
        'cache-control': 'private, no-cache',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex',
      });
      if (hasTag(request.headers['if-none-match'], etag)) return reply.status(304).send();
      return reply.header('content-type', 'text/calendar; charset=utf-8').send(calendar);
    },
  });
}

/** Weak comparison, as RFC 9110 §13.1.2 wants it for If-None-Match. */
function hasTag(field: string | undefined, etag: string): boolean {
  const tags = field?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes(etag) || tags.includes('*');
}
