import { and, eq } from 'drizzle-orm';
import type { FastifyRequest } from 'fastify';

import type { DbOrTx } from '../db/connect.ts';
import { type Gathering, gatherings } from '../db/schema/index.ts';
import { noGathering } from '../gatherings/no-gathering.ts';
import { managedGathering, visibleGathering, visibleTo } from '../gatherings/queries.ts';
import { principalOf } from '../http/principal.ts';
import { Problem } from '../problems.ts';

type ById = FastifyRequest<{ Params: { id: string } }>;

/** The town hall that the caller may see. @throws Problem 404 */
export async function visibleTownHall(db: DbOrTx, request: ById): Promise<Gathering> {
  return townHall(await visibleGathering(db, principalOf(request), request.params.id));
}

/** The same with the few columns that a vote looks at, as thousands vote at once. @throws Problem 404 */
export async function votedTownHall(db: DbOrTx, request: ById) {
  const { id, format, startsAt, endsAt, status } = gatherings;
  const [row] = await db
    .select({ id, format, startsAt, endsAt, status })
    .from(gatherings)
    .where(and(eq(id, request.params.id), visibleTo(db, principalOf(request))));
  return townHall(row ?? null);
}

/** The town hall that the caller runs. @throws Problem 404 */
export async function managedTownHall(db: DbOrTx, request: ById): Promise<Gathering> {
  return townHall(await managedGathering(db, principalOf(request), request.params.id));
}

function townHall<G extends Pick<Gathering, 'format'>>(gathering: G | null): G {
  if (!gathering) throw noGathering();
  if (gathering.format !== 'town-hall') {
    throw new Problem(
      'not-found',
      'Only a town hall has a question box; schedule one in the format town-hall.',
    );
  }
  return gathering;
}

/** 404 for a question that is none, or not open any more. */
export function noQuestion(): Problem {
  return new Problem('not-found', 'There is no such open question in this box.');
}

/** 409 outside of the days on which the box is open. */
export function boxClosed(): Problem {
  return new Problem(
    'question-box-closed',
    'The question box opens three days before the town hall, unless its organiser chose otherwise, and closes with its end.',
  );
}
