import type { Deps } from '../deps.ts';
import { manages } from '../gatherings/queries.ts';
import type { App } from '../http/app-type.ts';
import { afterId, pageOf } from '../http/paging.ts';
import { principalOf, requirePerson } from '../http/principal.ts';
import { answers, IdParams } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { Problem } from '../problems.ts';
import { fairOf, managedFair } from './access.ts';
import { checkAgreement } from './check-agreement.ts';
import { agreementAnswer } from './fair-answers.ts';
import { agreementFigures, agreementsOf, type NamedAgreement } from './queries.ts';
import { recordAgreement } from './record-agreement.ts';
import {
  AgreementOutcome,
  AgreementPage,
  AgreementParams,
  AgreementSchema,
  CheckBody,
  NewAgreement,
  StallQuery,
} from './schemas.ts';

const tags = ['knowledge fairs'];
const ALL = { after: null, limit: 1 };

/** Agreements made at a knowledge fair, and what became of them after 90 days. */
export function agreementRoutes(app: App, deps: Deps): void {
  app.post('/gatherings/:id/agreements', {
    schema: {
      tags,
      operationId: 'recordAgreement',
      summary: 'Record who helps whom with what, and the first step',
      description: 'By either of the two, or by those who run the fair. Both are asked after 90 days.',
      params: IdParams,
      body: NewAgreement,
      response: answers(
        { 201: AgreementSchema },
        'forbidden',
        'not-found',
        'gathering-not-open',
        'impossible',
      ),
    },
    handler: async (request, reply) => {
      const gathering = await fairOf(deps, request);
      if (gathering.status === 'cancelled')
        throw new Problem('gathering-not-open', 'The fair was cancelled.');
      const principal = principalOf(request);
      const { supplierId, demanderId } = request.body;
      const isParty = principal.personId !== null && [supplierId, demanderId].includes(principal.personId);
      if (!isParty && !manages(principal, gathering)) {
        throw new Problem(
          'forbidden',
          'An agreement is recorded by one of the two, or by who runs the fair.',
        );
      }
      return write(deps, request, reply, async (tx, now) => {
        const input = { gathering, agreement: request.body, createdBy: principal.actorId };
        const result = await recordAgreement(tx, input, now);
        if ('errors' in result) throw new Problem('impossible', 'It cannot be recorded so.', result);
        const found = await agreementsOf(tx, { ids: [result.id] }, ALL);
        return { status: 201, body: agreementAnswer(theOne(found), principal.personId) };
      });
    },
  });

  app.get('/gatherings/:id/agreements', {
    schema: {
      tags,
      operationId: 'listAgreements',
      summary: 'The agreements that you made or recorded',
      params: IdParams,
      querystring: StallQuery,
      response: answers({ 200: AgreementPage }, 'not-found', 'bad-cursor'),
    },
    handler: async (request) => {
      const { id: gatheringId } = await fairOf(deps, request);
      const { personId, actorId: createdBy } = principalOf(request);
      const { limit, cursor } = request.query;
      const own = { gatheringId, createdBy, ...(personId ? { personId } : {}) };
      const found = await agreementsOf(deps.db, own, { after: afterId(cursor), limit: limit + 1 });
      const rows = found.map((one) => ({ id: one.agreement.id, one }));
      const { items, nextCursor } = pageOf(rows, limit);
      return { items: items.map(({ one }) => agreementAnswer(one, personId)), nextCursor };
    },
  });

  app.post('/gatherings/:id/agreements/:agreementId/check', {
    schema: {
      tags,
      operationId: 'checkAgreement',
      summary: 'Say whether your agreement is kept; the last word counts',
      params: AgreementParams,
      body: CheckBody,
      response: answers({ 200: AgreementSchema }, 'forbidden', 'not-found'),
    },
    handler: async (request, reply) => {
      const { personId } = requirePerson(request);
      const { id: gatheringId } = await fairOf(deps, request);
      return write(deps, request, reply, async (tx) => {
        const of = { ids: [request.params.agreementId], gatheringId, personId };
        const [mine] = await agreementsOf(tx, of, ALL);
        if (!mine) throw new Problem('not-found', 'There is no such agreement of yours.');
        const { answer: says } = request.body;
        await checkAgreement(tx, { id: mine.agreement.id, personId, says });
        return { status: 200, body: agreementAnswer(theOne(await agreementsOf(tx, of, ALL)), personId) };
      });
    },
  });

  app.get('/gatherings/:id/agreements/outcome', {
    schema: {
      tags,
      operationId: 'getAgreementOutcome',
      summary: 'How many agreements there are and how many are kept; under five is withheld',
      params: IdParams,
      response: answers({ 200: AgreementOutcome }, 'not-found'),
    },
    handler: async (request) => agreementFigures(deps.db, (await managedFair(deps, request)).id),
  });
}

function theOne([found]: NamedAgreement[]): NamedAgreement {
  if (!found) throw new Error('an agreement is gone');
  return found;
}
