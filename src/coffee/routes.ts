import type { FastifyRequest } from 'fastify';

import type { DbOrTx } from '../db/connect.ts';
import type { Gathering } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { afterId, pageOf } from '../http/paging.ts';
import { principalOf, requirePerson } from '../http/principal.ts';
import { answers, IdParams } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { impossible, Problem } from '../problems.ts';
import { managedProgramme, type ProgrammeRow } from '../programmes/queries.ts';
import { answerMatch } from './answer-match.ts';
import { dateAsked } from './date-asked.ts';
import { matchAnswer } from './match-answer.ts';
import { oweRound } from './owe-rounds.ts';
import { previewRound } from './preview-round.ts';
import { listRounds, matchesOf } from './queries.ts';
import { roundFigures } from './round-figures.ts';
import {
  AnswerBody,
  DrawRoundBody,
  MatchPage,
  MatchQuery,
  MatchSchema,
  PreviewBody,
  PreviewSchema,
  RoundPage,
  RoundQuery,
  RoundSchema,
} from './schemas.ts';

const tags = ['coffee'];

/** The rounds of a coffee trial for whoever runs it, without names; and everybody's own matches. */
export function coffeeRoutes(app: App, deps: Deps): void {
  app.post('/programmes/:id/rounds', {
    preValidation: async (request) => {
      request.body ??= {};
    },
    schema: {
      tags,
      operationId: 'drawCoffeeRound',
      summary: 'Draw the round of a date of a coffee trial now, before its time',
      description:
        'A job draws it and mails everybody whom they meet. A date is drawn once: asked again, nothing changes. ' +
        'Without this call a date is drawn by itself, as long before its start as the settings say.',
      params: IdParams,
      body: DrawRoundBody,
      response: answers({ 202: RoundSchema }, 'not-found', 'programme-ended', 'impossible'),
    },
    handler: (request, reply) =>
      write(deps, request, reply, async (tx, now) => {
        const { row, gathering } = await managedDate(tx, request, request.body.date, now);
        const { id: programmeId } = row.programme;
        const { seed } = request.body;
        const asked = { gatheringId: gathering.id, programmeId, ...(seed === undefined ? {} : { seed }) };
        await oweRound(tx, asked, now);
        const [round] = await listRounds(tx, programmeId, {
          after: null,
          limit: 1,
          gatheringId: gathering.id,
        });
        if (!round) throw new Error('the round that was owed is gone');
        return { status: 202, body: roundFigures(round) };
      }),
  });

  app.post('/programmes/:id/rounds/preview', {
    preValidation: async (request) => {
      request.body ??= {};
    },
    schema: {
      tags,
      operationId: 'previewCoffeeRound',
      summary: 'What a draw of a date would come to, without names; nothing is stored or sent',
      params: IdParams,
      body: PreviewBody,
      response: answers({ 200: PreviewSchema }, 'not-found', 'programme-ended', 'impossible', 'unavailable'),
    },
    handler: async (request) => {
      const { row, gathering } = await managedDate(deps.db, request, request.body.date, deps.now());
      const { seed } = request.body;
      const { engine } = deps;
      const asked = { programme: row.programme, gathering, engine, ...(seed === undefined ? {} : { seed }) };
      return previewRound(deps.db, asked);
    },
  });

  app.get('/programmes/:id/rounds', {
    schema: {
      tags,
      operationId: 'listCoffeeRounds',
      summary: 'What the rounds of a coffee trial came to, the newest first, without names',
      params: IdParams,
      querystring: RoundQuery,
      response: answers({ 200: RoundPage }, 'not-found', 'bad-cursor'),
    },
    handler: async (request) => {
      const { programme } = await managedCoffee(deps.db, request);
      const { limit, cursor } = request.query;
      const rows = await listRounds(deps.db, programme.id, { after: afterId(cursor), limit: limit + 1 });
      const page = pageOf(
        rows.map((row) => ({ id: row.gatheringId, row })),
        limit,
      );
      return { items: page.items.map(({ row }) => roundFigures(row)), nextCursor: page.nextCursor };
    },
  });

  app.get('/me/matches', {
    schema: {
      tags,
      operationId: 'listMyMatches',
      summary: 'Whom you were matched with for coffee, the newest first; by your own sign-in only',
      querystring: MatchQuery,
      response: answers({ 200: MatchPage }, 'forbidden', 'bad-cursor'),
    },
    handler: async (request) => {
      const { personId } = requirePerson(request);
      const { limit, cursor } = request.query;
      const page = await matchesOf(deps.db, personId, { after: afterId(cursor), limit });
      return { items: page.items.map(matchAnswer), nextCursor: page.nextCursor };
    },
  });

  app.post('/me/matches/:id/answer', {
    schema: {
      tags,
      operationId: 'answerMyMatch',
      summary: 'Say whether you met; a yes is yours alone until another of you says so too',
      params: IdParams,
      body: AnswerBody,
      response: answers({ 200: MatchSchema }, 'forbidden', 'not-found'),
    },
    handler: (request, reply) => {
      const { personId } = requirePerson(request);
      return write(deps, request, reply, async (tx, now) => {
        const { answer, stayInTouch: stay } = request.body;
        const match = await answerMatch(tx, { matchId: request.params.id, personId, answer, stay }, now);
        if (!match) throw new Problem('not-found', 'There is no such match, or it is not yours.');
        return { status: 200, body: matchAnswer(match) };
      });
    },
  });
}

type OfProgramme = FastifyRequest<{ Params: { id: string } }>;

async function managedCoffee(db: DbOrTx, request: OfProgramme): Promise<ProgrammeRow> {
  const row = await managedProgramme(db, principalOf(request), request.params.id);
  if (row?.programme.format === 'coffee') return row;
  throw new Problem('not-found', 'There is no such coffee trial, or it is not yours.');
}

async function managedDate(
  db: DbOrTx,
  request: OfProgramme,
  day: string | undefined,
  now: Date,
): Promise<{ row: ProgrammeRow; gathering: Gathering }> {
  const row = await managedCoffee(db, request);
  if (row.programme.status === 'ended')
    throw new Problem('programme-ended', 'The programme has ended; start another one instead.');
  const gathering = await dateAsked(db, { seriesId: row.series.id, day }, now);
  if (gathering) return { row, gathering };
  throw impossible('/date', 'is not the day of a date of this programme that is still to come');
}
