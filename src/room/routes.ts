import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';

import type { Tx } from '../db/connect.ts';
import type { Gathering } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { noGathering } from '../gatherings/no-gathering.ts';
import { lockManagedGathering, managedGathering } from '../gatherings/queries.ts';
import type { App } from '../http/app-type.ts';
import { principalOf } from '../http/principal.ts';
import { answers, IdParams } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { speak } from '../languages/speak.ts';
import { impossible, Problem } from '../problems.ts';
import { admit } from './admit.ts';
import { cardsPdf } from './cards-pdf.ts';
import { makeDoorLink } from './make-door-link.ts';
import { expectedAt } from './queries.ts';
import { CardsQuery, CheckInParams, DoorLink, WalkInAnswer, WalkInBody } from './schemas.ts';
import { undoCheckIn } from './undo-check-in.ts';
import { type WalkInOutcome, walkIn } from './walk-in.ts';

const tags = ['room'];

/** The room on the day: the door, walk-ins and table cards, for those who run the gathering. */
export function roomRoutes(app: App, deps: Deps): void {
  app.post('/gatherings/:id/door-link', {
    schema: {
      tags,
      operationId: 'makeDoorLink',
      summary: 'Make the link for a QR code at the door; the one before ends',
      description: 'It works from two hours before the start to the end.',
      params: IdParams,
      response: answers({ 201: DoorLink }, 'not-found', 'gathering-not-open'),
    },
    handler: async (request, reply) =>
      write(deps, request, reply, async (tx, now) => {
        const { id } = await lockOpen(tx, request);
        const url = `${deps.publicUrl()}/d/${await makeDoorLink(tx, id, now)}`;
        return { status: 201, body: { url }, kept: { url: '' } };
      }),
  });

  app.post('/gatherings/:id/walk-ins', {
    schema: {
      tags,
      operationId: 'addWalkIn',
      summary: 'Let in somebody who is not on the list: invited and checked in at once',
      description:
        'From two hours before the start to the end. Whom the directory knows by the address comes in as who they ' +
        'are, anybody else as a guest. Never over the capacity, unless `overCapacity` says so.',
      params: IdParams,
      body: WalkInBody,
      response: answers(
        { 200: WalkInAnswer, 201: WalkInAnswer },
        'not-found',
        'gathering-not-open',
        'gathering-full',
        'impossible',
      ),
    },
    handler: async (request, reply) =>
      write(deps, request, reply, async (tx, now) => {
        const gathering = await lockOpen(tx, request);
        const { body } = request;
        const { overCapacity = false } = body;
        const done =
          'personId' in body
            ? await admit(tx, { gathering, personId: body.personId, overCapacity }, now)
            : await walkIn(tx, { gathering, stranger: body, overCapacity }, now);
        const { personId, checkedInAt, again } = admitted(done);
        return { status: again ? 200 : 201, body: { personId, checkedInAt: checkedInAt.toISOString() } };
      }),
  });

  app.delete('/gatherings/:id/check-ins/:personId', {
    schema: {
      tags,
      operationId: 'undoCheckIn',
      summary:
        'Take back a check-in made by mistake; a place taken at the door is given back, another stays theirs',
      params: CheckInParams,
      response: answers({ 204: Type.Null() }, 'not-found', 'gathering-not-open'),
    },
    handler: async (request, reply) => {
      await deps.db.transaction(async (tx) => {
        const gathering = await lockOpen(tx, request);
        await undoCheckIn(tx, { gathering, personId: request.params.personId }, deps.now());
      });
      return reply.status(204).send(null);
    },
  });

  app.get('/gatherings/:id/cards.pdf', {
    schema: {
      tags,
      operationId: 'downloadTableCards',
      summary: 'Table cards as a PDF: name, unit and one topic offered',
      description:
        'Of those who accepted and those who came. A line in Chinese, Japanese or another ' +
        'script that its font lacks is left empty with a note: print that card from the page `/gatherings/{id}/cards`.',
      params: IdParams,
      querystring: CardsQuery,
      response: {
        ...answers({}, 'not-found'),
        200: {
          description: 'A4 pages',
          content: {
            'application/pdf': { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) },
          },
        },
      },
    },
    handler: async (request, reply) => {
      const gathering = await managedGathering(deps.db, principalOf(request), request.params.id);
      if (!gathering) throw noGathering();
      const { say } = speak(request.query.lang ?? 'en');
      const cards = (await expectedAt(deps.db, gathering.id)).map(({ name, unit, topic }) => ({
        name,
        lines: topic === null ? [unit] : [unit, say('room.cards.ask-about'), topic],
      }));
      const url = `${deps.publicUrl()}/gatherings/${gathering.id}/cards`;
      const elsewhere = say('room.cards.elsewhere', { url });
      return reply
        .headers({ 'content-type': 'application/pdf', 'content-disposition': 'inline; filename="cards.pdf"' })
        .send(await cardsPdf({ title: gathering.title, cards, elsewhere }, deps.now()));
    },
  });
}

async function lockOpen(tx: Tx, request: FastifyRequest<{ Params: { id: string } }>): Promise<Gathering> {
  const gathering = await lockManagedGathering(tx, principalOf(request), request.params.id);
  if (!gathering) throw noGathering();
  if (gathering.status !== 'scheduled') {
    throw new Problem('gathering-not-open', `The gathering is ${gathering.status}; its door stays shut.`);
  }
  return gathering;
}

function admitted(done: WalkInOutcome): WalkInOutcome & { outcome: 'admitted' } {
  switch (done.outcome) {
    case 'admitted':
      return done;
    case 'impossible':
      throw new Problem('impossible', 'This person cannot be kept; correct what is named.', {
        errors: done.problems.map(({ field, message }) => ({ pointer: `/${field}`, message })),
      });
    case 'full':
      throw new Problem('gathering-full', 'Every place is taken; send `overCapacity: true` to let them in.');
    case 'not-open':
      throw new Problem(
        'gathering-not-open',
        'People walk in from two hours before the start to the end; before that, invite them.',
      );
    default:
      throw impossible('/personId', 'There is nobody with this id in the directory who has not left.');
  }
}
