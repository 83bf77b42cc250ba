import type { FastifyReply, FastifyRequest } from 'fastify';

import type { Person } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { findPerson } from '../people/queries.ts';
import { authenticate } from './authentication.ts';

/** Whose session this is, for a page. A change that another site asked for is refused on the way. @throws Problem */
export async function signedIn(request: FastifyRequest, deps: Deps): Promise<Person | null> {
  const principal = await authenticate(request, deps);
  return principal?.personId ? findPerson(deps.db, principal.personId) : null;
}

/** Where a page leads that asks for a session which is not there. */
export function toSignIn(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store').redirect('/sign-in', 303);
}
