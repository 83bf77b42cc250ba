import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';

import type { Person as PersonRow } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { feedUrl, makeFeed } from '../feeds/make-feed.ts';
import { feedSince } from '../feeds/queries.ts';
import { revokeFeed } from '../feeds/revoke-feed.ts';
import type { App } from '../http/app-type.ts';
import { afterId, pageOf } from '../http/paging.ts';
import { requirePerson } from '../http/principal.ts';
import { answers, pageQuery, Strict } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { changePerson } from '../people/change-person.ts';
import { outcomeAnswer, personAnswer } from '../people/person-answer.ts';
import { findPerson } from '../people/queries.ts';
import { Person } from '../people/schemas.ts';
import { Problem } from '../problems.ts';
import { invitationsOf } from './queries.ts';
import { readOwnData } from './read-own-data.ts';
import { AbsenceChange, MyCalendar, MyInvitationPage, OwnData } from './schemas.ts';

const tags = ['me'];

/** What belongs to the signed-in person alone; an API key is nobody's own sign-in and gets 403. */
export function meRoutes(app: App, deps: Deps): void {
  app.get('/me', {
    schema: {
      tags,
      operationId: 'getMe',
      summary: 'Your own entry in the directory',
      response: answers({ 200: Person }, 'forbidden'),
    },
    handler: async (request) => personAnswer(await myself(request)),
  });

  app.patch('/me', {
    schema: {
      tags,
      operationId: 'changeMe',
      summary: 'Pause, or say when you are away',
      description:
        'Nobody is drawn for a gathering while paused or away. Null clears. Organisers can see the days.',
      body: AbsenceChange,
      response: answers({ 200: Person }, 'forbidden', 'impossible'),
    },
    handler: async (request) => {
      const input = { id: requirePerson(request).personId, changes: request.body };
      const outcome = await deps.db.transaction((tx) => changePerson(tx, input, deps.now()));
      if (!outcome) throw erased();
      return outcomeAnswer(outcome);
    },
  });

  app.get('/me/invitations', {
    schema: {
      tags,
      operationId: 'listMyInvitations',
      summary: 'What you were invited to, and your answers',
      querystring: Strict(pageQuery),
      response: answers({ 200: MyInvitationPage }, 'forbidden', 'bad-cursor'),
    },
    handler: async (request) => {
      const { personId } = requirePerson(request);
      const { limit, cursor } = request.query;
      return pageOf(await invitationsOf(deps.db, personId, { after: afterId(cursor), limit }), limit);
    },
  });

  app.get('/me/calendar', {
    schema: {
      tags,
      operationId: 'getMyCalendar',
      summary: 'Whether you have a private calendar address',
      response: answers({ 200: MyCalendar }, 'forbidden'),
    },
    handler: async (request) => {
      const since = await feedSince(deps.db, requirePerson(request).personId);
      return { url: null, createdAt: since?.toISOString() ?? null };
    },
  });

  app.post('/me/calendar', {
    schema: {
      tags,
      operationId: 'makeMyCalendar',
      summary: 'Make your private calendar address, or make it anew',
      description: 'The address is in this answer alone; only a hash of it is kept. One made before ends.',
      response: answers({ 201: MyCalendar }, 'forbidden', 'idempotency-key-reused'),
    },
    handler: (request, reply) => {
      const { personId } = requirePerson(request);
      return write(deps, request, reply, async (tx, now) => {
        const body: MyCalendar = {
          url: feedUrl(deps, await makeFeed(tx, personId, now)),
          createdAt: now.toISOString(),
        };
        return { status: 201, body, kept: { ...body, url: null } };
      });
    },
  });

  app.delete('/me/calendar', {
    schema: {
      tags,
      operationId: 'revokeMyCalendar',
      summary: 'End your private calendar address',
      response: answers({ 204: Type.Null() }, 'forbidden'),
    },
    handler: async (request, reply) => {
      const { personId } = requirePerson(request);
      await deps.db.transaction((tx) => revokeFeed(tx, personId));
      return reply.status(204).send(null);
    },
  });

  app.get('/me/export', {
    schema: {
      tags,
      operationId: 'exportMyData',
      summary: 'Everything that is kept about you',
      response: answers({ 200: OwnData }, 'forbidden'),
    },
    handler: async (request) => readOwnData(deps, await myself(request)),
  });

  async function myself(request: FastifyRequest): Promise<PersonRow> {
    const person = await findPerson(deps.db, requirePerson(request).personId);
    if (!person) throw erased();
    return person;
  }
}

/** Somebody erased between the check of their session and this request's work. */
function erased(): Problem {
  return new Problem('unauthenticated', 'Your entry in the directory was erased.');
}
