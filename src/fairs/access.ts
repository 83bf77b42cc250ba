import type { FastifyRequest } from 'fastify';

import type { Gathering } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { manages } from '../gatherings/queries.ts';
import { principalOf } from '../http/principal.ts';
import { Problem } from '../problems.ts';
import { visibleFair } from './queries.ts';

type ById = FastifyRequest<{ Params: { id: string } }>;

/** The fair, which the caller may know of. @throws Problem not-found */
export async function fairOf(deps: Deps, request: ById): Promise<Gathering> {
  const fair = await visibleFair(deps.db, principalOf(request), request.params.id);
  if (!fair) {
    throw new Problem(
      'not-found',
      'There is no such gathering of the format knowledge-fair, or it is not yours.',
    );
  }
  return fair;
}

/** The fair, which the caller runs. @throws Problem not-found */
export async function managedFair(deps: Deps, request: ById): Promise<Gathering> {
  const fair = await fairOf(deps, request);
  if (!manages(principalOf(request), fair)) {
    throw new Problem('not-found', 'This is for those who run the fair.');
  }
  return fair;
}

/** Refuses what cannot be changed any more. @throws Problem gathering-not-open */
export function requireScheduled({ status }: Gathering): void {
  if (status === 'scheduled') return;
  throw new Problem('gathering-not-open', 'The fair is over or was cancelled.');
}
