import type { FastifyRequest } from 'fastify';

import type { DbOrTx } from '../db/connect.ts';
import type { Deps } from '../deps.ts';
import { SECONDS_EACH } from '../gatherings/formats/stand-up.ts';
import { lockManagedGathering, manages } from '../gatherings/queries.ts';
import type { App } from '../http/app-type.ts';
import { principalOf, requirePerson } from '../http/principal.ts';
import { answers, IdParams } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { Problem } from '../problems.ts';
import { impossibleProgramme } from '../programmes/problems-of.ts';
import { finish } from './finish.ts';
import { leaveLine } from './leave-line.ts';
import { absentFrom, findStandUpDate, lineOf, type StandUpDate, speakersOf } from './queries.ts';
import { sayAbsent } from './say-absent.ts';
import {
  AbsenceBody,
  FinishBody,
  LineBody,
  LineSchema,
  type StandUpAnswer,
  StandUpSchema,
} from './schemas.ts';

const tags = ['stand-ups'];

/** A date of a stand-up: for those who take part in it and those who run it. */
export function standUpRoutes(app: App, deps: Deps): void {
  app.get('/gatherings/:id/stand-up', {
    schema: {
      tags,
      operationId: 'getStandUp',
      summary: 'The speaking order of a date, with the lines that people left',
      params: IdParams,
      response: answers({ 200: StandUpSchema }, 'not-found'),
    },
    handler: async (request) => {
      const { date } = await seen(deps.db, request, request.params.id);
      return standUpAnswer(deps.db, date);
    },
  });

  app.put('/gatherings/:id/stand-up/line', {
    schema: {
      tags,
      operationId: 'leaveStandUpLine',
      summary: 'Leave what you could help with or need help with; nothing deletes it',
      description: 'Those who take part in the date read it. It is deleted 14 days after.',
      params: IdParams,
      body: LineBody,
      response: answers({ 200: LineSchema }, 'forbidden', 'not-found', 'gathering-not-open', 'impossible'),
    },
    handler: async (request) => {
      const now = deps.now();
      return deps.db.transaction(async (tx) => {
        const { date, personId } = await own(tx, request, request.params.id);
        const line = { couldHelp: null, needsHelp: null, ...request.body };
        const kept = await leaveLine(tx, { date, personId, line }, now);
        if (kept === 'over') throw tooLate();
        if (kept !== 'kept') throw impossibleProgramme(kept.errors);
        return lineOf(tx, date.gathering.id, personId);
      });
    },
  });

  app.post('/gatherings/:id/stand-up/absence', {
    schema: {
      tags,
      operationId: 'sayStandUpAbsence',
      summary: 'Say that you are absent from this date, or there after all, until it begins',
      params: IdParams,
      body: AbsenceBody,
      response: answers({ 200: AbsenceBody }, 'forbidden', 'not-found', 'gathering-not-open'),
    },
    handler: (request, reply) =>
      write(deps, request, reply, async (tx, now) => {
        const { date, personId } = await own(tx, request, request.params.id);
        const { absent } = request.body;
        const said = await sayAbsent(tx, { gatheringId: date.gathering.id, personId, absent }, now);
        if (said !== 'said') throw tooLate();
        return { status: 200, body: { absent } };
      }),
  });

  app.post('/gatherings/:id/stand-up/finish', {
    schema: {
      tags,
      operationId: 'finishStandUp',
      summary: 'Finish a date: who was there is checked in as one circle, and the date is closed',
      description: 'Up to eight people in one circle count as having met. A second time changes nothing.',
      params: IdParams,
      body: FinishBody,
      response: answers(
        { 200: StandUpSchema },
        'not-found',
        'gathering-not-open',
        'gathering-not-started',
        'impossible',
      ),
    },
    handler: (request, reply) =>
      write(deps, request, reply, async (tx, now) => {
        const managed = await lockManagedGathering(tx, principalOf(request), request.params.id);
        const date = managed && (await findStandUpDate(tx, managed.id));
        if (!date) throw noStandUp();
        const result = await finish(tx, { date, presentIds: request.body.personIds }, now);
        if (result.outcome === 'impossible') throw impossibleProgramme(result.errors);
        if (result.outcome === 'cancelled') throw tooLate();
        if (result.outcome === 'not-started') {
          throw new Problem('gathering-not-started', 'Finish it once it has begun.');
        }
        return { status: 200, body: await standUpAnswer(tx, date) };
      }),
  });
}

async function standUpAnswer(db: DbOrTx, date: StandUpDate): Promise<StandUpAnswer> {
  const speakers = await speakersOf(db, date);
  return {
    secondsEach: SECONDS_EACH,
    order: speakers.map(({ id: personId, ...speaker }) => ({ personId, ...speaker })),
  };
}

type Seen = { date: StandUpDate; takesPart: boolean };

/** A date of a stand-up for those who run it, speak at it or said that they are absent from it. @throws Problem */
async function seen(db: DbOrTx, request: FastifyRequest, id: string): Promise<Seen> {
  const principal = principalOf(request);
  const date = await findStandUpDate(db, id);
  if (!date) throw noStandUp();
  const { personId } = principal;
  const takesPart = personId !== null && (await isParticipant(db, date, personId));
  if (!takesPart && !manages(principal, date.gathering)) throw noStandUp();
  return { date, takesPart };
}

async function isParticipant(db: DbOrTx, date: StandUpDate, personId: string): Promise<boolean> {
  const speakers = await speakersOf(db, date);
  return (
    speakers.some(({ id }) => id === personId) || (await absentFrom(db, date.gathering.id)).has(personId)
  );
}

async function own(
  db: DbOrTx,
  request: FastifyRequest,
  id: string,
): Promise<{ date: StandUpDate; personId: string }> {
  const { personId } = requirePerson(request);
  const { date, takesPart } = await seen(db, request, id);
  if (!takesPart) throw noStandUp();
  return { date, personId };
}

function noStandUp(): Problem {
  return new Problem('not-found', 'There is no such date of a stand-up, or it is not yours.');
}

function tooLate(): Problem {
  return new Problem('gathering-not-open', 'This date has begun, is over or was called off.');
}
