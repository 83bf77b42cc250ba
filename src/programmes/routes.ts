import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';

import type { Tx } from '../db/connect.ts';
import type { Deps } from '../deps.ts';
import { CancelBody } from '../gatherings/schemas.ts';
import type { App } from '../http/app-type.ts';
import { afterId, pageOf } from '../http/paging.ts';
import { principalOf, requireRole } from '../http/principal.ts';
import { answers, IdParams } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { managesSeries } from '../series/queries.ts';
import { seriesHoursWarnings } from '../series/series-hours.ts';
import { addMembers } from './add-members.ts';
import { changeProgramme } from './change-programme.ts';
import { endProgramme } from './end-programme.ts';
import { programmeFormat } from './formats/index.ts';
import { leave } from './leave.ts';
import { noProgramme } from './no-programme.ts';
import { impossibleProgramme, notJoined, programmeEnded } from './problems-of.ts';
import { programmeAnswer } from './programme-answer.ts';
import {
  listMembers,
  listProgrammes,
  lockProgramme,
  managedProgramme,
  type ProgrammeRow,
  unitsOfMembers,
  visibleProgramme,
} from './queries.ts';
import {
  AddMembersBody,
  ChangeProgrammeBody,
  MemberPage,
  MemberParams,
  MemberQuery,
  MembersAdded,
  type ProgrammeAnswer,
  ProgrammePage,
  ProgrammeQuery,
  ProgrammeSchema,
  StartProgrammeBody,
} from './schemas.ts';
import { startProgramme } from './start-programme.ts';

const tags = ['programmes'];

/** Start, list, show, change and end programmes, and their members: for those who run them. */
export function programmeRoutes(app: App, deps: Deps): void {
  app.post('/programmes', {
    schema: {
      tags,
      operationId: 'startProgramme',
      summary: 'Start a programme: a series whose members may change between its dates',
      description:
        'Takes the fields of a series and the settings of its format; the cadence is its recurrence.',
      body: StartProgrammeBody,
      response: answers({ 201: ProgrammeSchema }, 'forbidden', 'impossible'),
    },
    handler: async (request, reply) => {
      const { actorId } = requireRole(request, 'admin', 'organiser');
      return write(deps, request, reply, async (tx, now) => {
        const result = await startProgramme(tx, request.body, actorId, now);
        if ('errors' in result) throw impossibleProgramme(result.errors);
        return { status: 201, body: programmeAnswer(result, true) };
      });
    },
  });

  app.get('/programmes', {
    schema: {
      tags,
      operationId: 'listProgrammes',
      summary: 'List the programmes you manage, belong to or may join',
      querystring: ProgrammeQuery,
      response: answers({ 200: ProgrammePage }, 'bad-cursor'),
    },
    handler: async (request) => {
      const principal = principalOf(request);
      const { limit, cursor, status } = request.query;
      const rows = await listProgrammes(deps.db, principal, {
        status,
        after: afterId(cursor),
        limit: limit + 1,
      });
      const page = pageOf(
        rows.map((row) => ({ id: row.programme.id, row })),
        limit,
      );
      const items = page.items.map(({ row }) => programmeAnswer(row, managesSeries(principal, row.series)));
      return { items, nextCursor: page.nextCursor };
    },
  });

  app.get('/programmes/:id', {
    schema: {
      tags,
      operationId: 'getProgramme',
      summary: 'Show a programme',
      params: IdParams,
      response: answers({ 200: ProgrammeSchema }, 'not-found'),
    },
    handler: async (request) => {
      const principal = principalOf(request);
      const row = await visibleProgramme(deps.db, principal, request.params.id);
      if (!row) throw noProgramme();
      if (!managesSeries(principal, row.series)) return programmeAnswer(row, false);
      return { ...programmeAnswer(row, true), ...(await warningsOf(deps.db, row, deps.now())) };
    },
  });

  app.patch('/programmes/:id', {
    schema: {
      tags,
      operationId: 'changeProgramme',
      summary: 'Change settings, texts or leaders; mails nothing',
      description:
        'Time, place and rule are changed at its series, and the programme goes on with what comes of it.',
      params: IdParams,
      body: ChangeProgrammeBody,
      response: answers({ 200: ProgrammeSchema }, 'not-found', 'programme-ended', 'impossible'),
    },
    handler: async (request) => {
      const now = deps.now();
      return deps.db.transaction(async (tx) => {
        const row = await lockManaged(tx, request, request.params.id);
        const result = await changeProgramme(tx, row, request.body, now);
        if (result.outcome === 'ended') throw programmeEnded();
        if (result.outcome === 'impossible') throw impossibleProgramme(result.errors);
        return programmeAnswer(result, true);
      });
    },
  });

  app.post('/programmes/:id/end', {
    // A reason is all a body could hold, so none is needed.
    preValidation: async (request) => {
      request.body ??= {};
    },
    schema: {
      tags,
      operationId: 'endProgramme',
      summary: 'End a programme: its dates to come are called off, and whom they had reached is told',
      params: IdParams,
      body: CancelBody,
      response: answers({ 200: ProgrammeSchema }, 'not-found', 'impossible'),
    },
    handler: (request, reply) =>
      write(deps, request, reply, async (tx, now) => {
        const row = await lockManaged(tx, request, request.params.id);
        const refused = await endProgramme(tx, row, request.body.reason ?? null, now);
        if (refused) throw impossibleProgramme(refused.errors);
        const ended = await managed(tx, request, request.params.id);
        return { status: 200, body: programmeAnswer(ended, true) };
      }),
  });

  app.post('/programmes/:id/members', {
    schema: {
      tags,
      operationId: 'addMembers',
      summary: 'Add members, or ask them where people come in by their own word alone',
      params: IdParams,
      body: AddMembersBody,
      response: answers(
        { 202: MembersAdded },
        'not-found',
        'programme-ended',
        'programme-full',
        'impossible',
      ),
    },
    handler: (request, reply) =>
      write(deps, request, reply, async (tx, now) => {
        const row = await lockManaged(tx, request, request.params.id);
        const { engine } = deps;
        const invitationsMax = deps.env.invitationsPer30DaysMax;
        const { personIds } = request.body;
        const result = await addMembers(tx, { row, personIds, engine, invitationsMax }, now);
        if (result.outcome !== 'added') throw notJoined(result);
        const { outcome: _, ...counts } = result;
        return { status: 202, body: counts };
      }),
  });

  app.get('/programmes/:id/members', {
    schema: {
      tags,
      operationId: 'listMembers',
      summary: 'List the members, for those who run the programme',
      params: IdParams,
      querystring: MemberQuery,
      response: answers({ 200: MemberPage }, 'not-found', 'bad-cursor'),
    },
    handler: async (request) => {
      const { programme } = await managed(deps.db, request, request.params.id);
      const { limit, cursor } = request.query;
      const rows = await listMembers(deps.db, programme.id, { after: afterId(cursor), limit: limit + 1 });
      const { items, nextCursor } = pageOf(rows, limit);
      return { items: items.map((row) => ({ ...row, joinedAt: row.joinedAt.toISOString() })), nextCursor };
    },
  });

  app.delete('/programmes/:id/members/:personId', {
    schema: {
      tags,
      operationId: 'removeMember',
      summary: 'Take somebody out of a programme and off its dates to come',
      params: MemberParams,
      response: answers({ 204: Type.Null() }, 'not-found'),
    },
    handler: async (request, reply) => {
      const { id, personId } = request.params;
      const now = deps.now();
      await deps.db.transaction(async (tx) => {
        const row = await lockManaged(tx, request, id);
        const left = await leave(tx, { row, personIds: [personId], by: 'organiser' }, now);
        if (left.length === 0) throw noProgramme();
      });
      return reply.status(204).send(null);
    },
  });
}

/** What the members of a programme that goes on are not yet, where its format asks, and how fair its hours are. */
async function warningsOf(
  db: Deps['db'],
  { programme, series }: ProgrammeRow,
  now: Date,
): Promise<Pick<ProgrammeAnswer, 'warnings'>> {
  if (programme.status === 'ended') return {};
  const { warn } = programmeFormat(programme.format);
  const found = warn ? warn(programme.settings, await unitsOfMembers(db, programme.id)) : [];
  const hours = await seriesHoursWarnings(db, series.id, now);
  return { warnings: [...found.map(({ code, message, remedy }) => ({ code, message, remedy })), ...hours] };
}

async function managed(db: Deps['db'] | Tx, request: FastifyRequest, id: string): Promise<ProgrammeRow> {
  const row = await managedProgramme(db, principalOf(request), id);
  if (!row) throw noProgramme();
  return row;
}

async function lockManaged(tx: Tx, request: FastifyRequest, id: string): Promise<ProgrammeRow> {
  await managed(tx, request, id);
  await lockProgramme(tx, id);
  return managed(tx, request, id);
}
