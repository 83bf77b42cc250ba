import { Type } from 'typebox';

import type { Tx } from '../db/connect.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { afterId, pageOf } from '../http/paging.ts';
import { principalOf, requireRole } from '../http/principal.ts';
import { answers, IdParams } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { Problem } from '../problems.ts';
import { addPerson } from './add-person.ts';
import { changePerson } from './change-person.ts';
import { erasePerson } from './erase-person.ts';
import { importRoute } from './import-route.ts';
import { nameRoutes } from './name-routes.ts';
import { outcomeAnswer, personAnswer } from './person-answer.ts';
import { findPerson, listPeople } from './queries.ts';
import { ListPeopleQuery, NewPerson, Person, PersonChange, PersonPage } from './schemas.ts';

const tags = ['people'];

/** What later slices do in the transaction of a change here. */
export type Followers = {
  /** A person is about to be erased: what they hold goes to others first. */
  erasing: (tx: Tx, personId: string, now: Date) => Promise<unknown>;
};

/** The directory: admins write it, organisers read it, and everybody reads their own entry. */
export async function peopleRoutes(app: App, deps: Deps, { erasing }: Followers): Promise<void> {
  app.post('/people', {
    schema: {
      tags,
      operationId: 'addPerson',
      summary: 'Add a person',
      body: NewPerson,
      response: answers({ 201: Person }, 'forbidden', 'email-taken', 'impossible'),
    },
    handler: async (request, reply) => {
      requireRole(request, 'admin');
      return write(deps, request, reply, async (tx, now) => {
        return { status: 201, body: outcomeAnswer(await addPerson(tx, request.body, now)) };
      });
    },
  });

  app.get('/people', {
    schema: {
      tags,
      operationId: 'listPeople',
      summary: 'List people',
      querystring: ListPeopleQuery,
      response: answers({ 200: PersonPage }, 'forbidden', 'bad-cursor'),
    },
    handler: async (request) => {
      requireRole(request, 'admin', 'organiser');
      const { limit, cursor, ...filter } = request.query;
      const page = pageOf(await listPeople(deps.db, filter, afterId(cursor), limit), limit);
      return { ...page, items: page.items.map(personAnswer) };
    },
  });

  app.get('/people/:id', {
    schema: {
      tags,
      operationId: 'getPerson',
      summary: 'Show a person',
      params: IdParams,
      response: answers({ 200: Person }, 'not-found'),
    },
    handler: async (request) => {
      const { role, personId } = principalOf(request);
      const { id } = request.params;
      const person = role !== 'member' || personId === id ? await findPerson(deps.db, id) : null;
      if (!person) throw nobody();
      return personAnswer(person);
    },
  });

  app.patch('/people/:id', {
    schema: {
      tags,
      operationId: 'changePerson',
      summary: 'Change a person',
      description: 'Fields that are not named stay as they are; null clears.',
      params: IdParams,
      body: PersonChange,
      response: answers({ 200: Person }, 'forbidden', 'not-found', 'email-taken', 'impossible'),
    },
    handler: async (request) => {
      requireRole(request, 'admin');
      const input = { id: request.params.id, changes: request.body };
      const outcome = await deps.db.transaction((tx) => changePerson(tx, input, deps.now()));
      if (!outcome) throw nobody();
      return outcomeAnswer(outcome);
    },
  });

  app.delete('/people/:id', {
    schema: {
      tags,
      operationId: 'erasePerson',
      summary: 'Erase a person',
      description:
        'With everything that is about them. Figures of closed gatherings stay: they hold no names.',
      params: IdParams,
      response: answers({ 204: Type.Null() }, 'forbidden', 'not-found'),
    },
    handler: async (request, reply) => {
      requireRole(request, 'admin');
      const { id } = request.params;
      const now = deps.now();
      const erased = await deps.db.transaction(async (tx) => {
        await erasing(tx, id, now);
        return erasePerson(tx, id, now);
      });
      if (!erased) throw nobody();
      return reply.status(204).send(null);
    },
  });

  nameRoutes(app, deps);
  await app.register(async (scope: App) => importRoute(scope, deps));
}

function nobody(): Problem {
  return new Problem('not-found', 'Nobody in the directory has this id.');
}
