import type { FastifyRequest } from 'fastify';

import type { DbOrTx, Tx } from '../db/connect.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { requirePerson } from '../http/principal.ts';
import { answers, IdParams, Strict } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { type Breaks, changeBreaks } from './change-breaks.ts';
import { changeMembership } from './change-membership.ts';
import { join } from './join.ts';
import { leave } from './leave.ts';
import { noProgramme } from './no-programme.ts';
import { impossibleProgramme, notJoined, notMember } from './problems-of.ts';
import { programmeAnswer } from './programme-answer.ts';
import { lockProgramme, type ProgrammeRow, programmeFor } from './queries.ts';
import { JoinBody, MembershipChange, PauseBody, ProgrammeSchema, SkipBody } from './schemas.ts';

const tags = ['programmes'];

/** Joining, leaving and breaks: for the person who is signed in, about themselves. */
export function programmeMemberRoutes(app: App, deps: Deps): void {
  app.post('/programmes/:id/join', {
    preValidation: async (request) => {
      request.body ??= {};
    },
    schema: {
      tags,
      operationId: 'joinProgramme',
      summary: 'Join a programme that is for you',
      params: IdParams,
      body: JoinBody,
      response: answers(
        { 200: ProgrammeSchema },
        'forbidden',
        'not-found',
        'programme-ended',
        'programme-full',
        'impossible',
      ),
    },
    handler: (request, reply) =>
      write(deps, request, reply, async (tx, now) => {
        const { row, personId } = await lockOwn(tx, request, request.params.id);
        const { settings } = request.body;
        const input = { row, personIds: [personId], accepted: true, ...(settings ? { settings } : {}) };
        const drawing = { engine: deps.engine, invitationsMax: deps.env.invitationsPer30DaysMax };
        const result = await join(tx, { ...input, ...drawing }, now);
        if (result.outcome !== 'joined') throw notJoined(result);
        return { status: 200, body: await own(tx, personId, request.params.id) };
      }),
  });

  app.post('/programmes/:id/leave', {
    preValidation: async (request) => {
      request.body ??= {};
    },
    schema: {
      tags,
      operationId: 'leaveProgramme',
      summary: 'Leave a programme; a second time changes nothing',
      params: IdParams,
      body: Strict({}),
      response: answers({ 200: ProgrammeSchema }, 'forbidden', 'not-found'),
    },
    handler: (request, reply) =>
      write(deps, request, reply, async (tx, now) => {
        const { row, personId } = await lockOwn(tx, request, request.params.id);
        await leave(tx, { row, personIds: [personId], by: 'own' }, now);
        return { status: 200, body: programmeAnswer({ ...row, membership: null }, false) };
      }),
  });

  app.post('/programmes/:id/pause', {
    schema: {
      tags,
      operationId: 'pauseMembership',
      summary: 'Pause until a day, that day included; nobody else is told',
      params: IdParams,
      body: PauseBody,
      response: answers({ 200: ProgrammeSchema }, 'forbidden', 'not-found', 'not-a-member', 'impossible'),
    },
    handler: (request, reply) =>
      write(deps, request, reply, (tx, now) =>
        changeOwnBreaks(tx, request, { pausedUntil: request.body.until }, now),
      ),
  });

  app.post('/programmes/:id/skip', {
    schema: {
      tags,
      operationId: 'skipDate',
      summary: 'Skip one date; nobody else is told',
      params: IdParams,
      body: SkipBody,
      response: answers({ 200: ProgrammeSchema }, 'forbidden', 'not-found', 'not-a-member', 'impossible'),
    },
    handler: (request, reply) =>
      write(deps, request, reply, (tx, now) =>
        changeOwnBreaks(tx, request, { skippedDate: request.body.date }, now),
      ),
  });

  app.patch('/programmes/:id/membership', {
    schema: {
      tags,
      operationId: 'changeMembership',
      summary: 'Change what you have chosen for a programme',
      params: IdParams,
      body: MembershipChange,
      response: answers({ 200: ProgrammeSchema }, 'forbidden', 'not-found', 'not-a-member', 'impossible'),
    },
    handler: (request) =>
      deps.db.transaction(async (tx) => {
        const { row, personId } = await lockOwn(tx, request, request.params.id);
        const { settings } = request.body;
        const result = await changeMembership(tx, { row, personId, settings });
        if (result === 'no-member') throw notMember();
        if (result !== 'changed') throw impossibleProgramme(result.errors);
        return own(tx, personId, request.params.id);
      }),
  });
}

async function changeOwnBreaks(
  tx: Tx,
  request: FastifyRequest<{ Params: { id: string } }>,
  breaks: Breaks,
  now: Date,
) {
  const { row, personId } = await lockOwn(tx, request, request.params.id);
  const result = await changeBreaks(tx, { row, personId, breaks }, now);
  if (result.outcome === 'no-member') throw notMember();
  if (result.outcome === 'impossible') throw impossibleProgramme(result.errors);
  return { status: 200, body: programmeAnswer({ ...row, membership: result.membership }, false) };
}

async function lockOwn(
  tx: Tx,
  request: FastifyRequest,
  id: string,
): Promise<{ row: ProgrammeRow; personId: string }> {
  const { personId } = requirePerson(request);
  await rowFor(tx, personId, id);
  await lockProgramme(tx, id);
  return { row: await rowFor(tx, personId, id), personId };
}

async function own(tx: Tx, personId: string, id: string) {
  return programmeAnswer(await rowFor(tx, personId, id), false);
}

async function rowFor(db: DbOrTx, personId: string, id: string): Promise<ProgrammeRow> {
  const row = await programmeFor(db, personId, id);
  if (!row) throw noProgramme();
  return row;
}
