import type { FastifyRequest } from 'fastify';

import type { DbOrTx, Tx } from '../db/connect.ts';
import type { Gathering } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import type { FormatName } from '../gatherings/formats/format.ts';
import { FORMATS } from '../gatherings/formats/index.ts';
import { noGathering } from '../gatherings/no-gathering.ts';
import { lockManagedGathering, managedGathering } from '../gatherings/queries.ts';
import type { App } from '../http/app-type.ts';
import { inTurns } from '../http/json-in-turns.ts';
import { principalOf } from '../http/principal.ts';
import { answers, IdParams } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { MixingError } from '../mixing/index.ts';
import { impossible, Problem } from '../problems.ts';
import { checkIn } from './check-in.ts';
import { moveSeat, type SeatRefusal } from './move-seat.ts';
import { planAhead, planTables } from './plan-tables.ts';
import { AddCheckIn, CheckIn, FormRounds, MoveSeat, RoundParams, Rounds } from './schemas.ts';
import { scoredRounds } from './scored-rounds.ts';
import type { NothingToKeep } from './tables-question.ts';

const tags = ['rounds'];

/** Tables and check-ins: for those who run the gathering. */
export function groupRoutes(app: App, deps: Deps): void {
  app.post('/gatherings/:id/rounds', {
    schema: {
      operationId: 'formRounds',
      summary: 'Make tables that mix units and locations and avoid pairs who met',
      description:
        'Replaces earlier tables. With `roundsDone` those rounds stay as they took place, and of the others as many ' +
        'tables as those who are there allow: send it at the bell, with `from: checked-in`.',
      tags,
      params: IdParams,
      body: FormRounds,
      response: answers({ 201: Rounds }, 'not-found', 'gathering-not-open', 'impossible'),
    },
    handler: async (request, reply) => {
      const asked = { ...request.body, engine: deps.engine };
      const open = await managedGathering(deps.db, principalOf(request), request.params.id);
      const early = open && (await planAhead(deps.db, { ...asked, gathering: open }, deps.now()));
      const planned = await write(deps, request, reply, async (tx, now) => {
        const gathering = await lockOpen(tx, request, request.params.id);
        if (asked.tableHostIds) checkHosts(gathering, asked.roundsDone);
        const plan = await planTables(tx, { ...asked, gathering, early }, now);
        if (plan instanceof MixingError) throw mixingProblem(plan);
        if ('planned' in plan) throw nothingToKeep(plan);
        return { status: 201, body: plan };
      });
      return inTurns(reply, planned);
    },
  });

  app.get('/gatherings/:id/rounds', {
    schema: {
      operationId: 'listRounds',
      summary: 'The tables, with the sentence that explains each',
      tags,
      params: IdParams,
      response: answers({ 200: Rounds }, 'not-found'),
    },
    handler: async (request, reply) => {
      const gathering = await managed(deps.db, request, request.params.id);
      return inTurns(reply, await scoredRounds(deps.db, { gathering, engine: deps.engine }, deps.now()));
    },
  });

  app.patch('/gatherings/:id/rounds/:number', {
    schema: {
      operationId: 'moveSeat',
      summary: 'Move one person to another table of a round; the answer is scored afresh',
      tags,
      params: RoundParams,
      body: MoveSeat,
      response: answers({ 200: Rounds }, 'not-found', 'gathering-not-open', 'impossible'),
    },
    handler: async (request, reply) => {
      const { id, number } = request.params;
      const moved = await deps.db.transaction(async (tx) => {
        const gathering = await lockOpen(tx, request, id);
        const result = await moveSeat(tx, { gatheringId: id, number, ...request.body });
        if (result !== 'moved') throw seatProblem(result);
        return scoredRounds(tx, { gathering, engine: deps.engine }, deps.now());
      });
      return inTurns(reply, moved);
    },
  });

  app.post('/gatherings/:id/check-ins', {
    schema: {
      operationId: 'checkIn',
      summary: 'Record that somebody came, invited or not; a second time changes nothing',
      tags,
      params: IdParams,
      body: AddCheckIn,
      response: answers({ 200: CheckIn, 201: CheckIn }, 'not-found', 'gathering-not-open', 'impossible'),
    },
    handler: async (request, reply) =>
      write(deps, request, reply, async (tx, now) => {
        const { id } = await lockOpen(tx, request, request.params.id);
        const done = await checkIn(tx, { gatheringId: id, personId: request.body.personId }, now);
        if (!done) throw impossible('/personId', 'There is nobody with this id in the directory.');
        const { personId, checkedInAt, again } = done;
        return { status: again ? 200 : 201, body: { personId, checkedInAt: checkedInAt.toISOString() } };
      }),
  });
}

async function managed(db: DbOrTx, request: FastifyRequest, id: string): Promise<Gathering> {
  return found(await managedGathering(db, principalOf(request), id));
}

/** The gathering, locked and still open: what is planned for it may change. */
async function lockOpen(tx: Tx, request: FastifyRequest, id: string): Promise<Gathering> {
  const gathering = found(await lockManagedGathering(tx, principalOf(request), id));
  if (gathering.status !== 'scheduled') {
    throw new Problem(
      'gathering-not-open',
      `The gathering is ${gathering.status}; nothing about it changes any more.`,
    );
  }
  return gathering;
}

function found(gathering: Gathering | null): Gathering {
  if (!gathering) throw noGathering();
  return gathering;
}

/** Hosts are named once, where the format has some. */
function checkHosts({ format }: Gathering, roundsDone: number | undefined): void {
  if (!FORMATS[format as FormatName].grouping?.hostsStay)
    throw impossible('/tableHostIds', 'Only at a world café do hosts stay at their tables; leave this out.');
  if (roundsDone !== undefined)
    throw impossible('/tableHostIds', 'The hosts of rounds that are kept stay; leave this out.');
}

/** Where in the body the remedy for each refusal of the engine lies. */
function mixingProblem(error: MixingError): Problem {
  const pointers: Partial<Record<MixingError['code'], string>> = {
    'too-few-people': '/from',
    'table-size-too-small': '/tableSize',
    'rounds-out-of-range': '/rounds',
    'too-many-hosts': '/tableHostIds',
    'unknown-person': '/tableHostIds',
  };
  return impossible(pointers[error.code] ?? '', error.message);
}

function nothingToKeep({ planned }: NothingToKeep): Problem {
  if (planned === 0) return impossible('/roundsDone', 'There are no tables yet that could be kept.');
  return impossible('/rounds', `There are ${planned} rounds; as many stay, and no more of them can be done.`);
}

function seatProblem(refusal: SeatRefusal): Problem {
  if (refusal === 'no-such-round')
    return new Problem('not-found', 'The gathering has no round of this number.');
  if (refusal === 'hosts-a-table')
    return impossible('/personId', 'This person is the host of a table and stays at it; move somebody else.');
  if (refusal === 'not-seated') return impossible('/personId', 'This person has no seat in the round.');
  return impossible('/table', 'The round has no table of this number.');
}
