import type { FastifyRequest } from 'fastify';

import { Problem } from '../problems.ts';

export type Role = 'admin' | 'organiser' | 'member';

/** Who is asking: a program by its API key, or a person by a session. */
export type Principal = {
  /** What owns things: the person's id, or the key's. */
  actorId: string;
  role: Role;
  /** Set for a session alone: an API key is nobody's own sign-in. */
  personId: string | null;
};

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null;
  }
}

/** The caller of a route behind authentication. */
export function principalOf(request: FastifyRequest): Principal {
  if (!request.principal) {
    throw new Problem(
      'unauthenticated',
      'Send Authorization: Bearer <api key>, or sign in by a mailed link.',
    );
  }
  return request.principal;
}

/** The caller, who must hold one of these roles. */
export function requireRole(request: FastifyRequest, ...roles: Role[]): Principal {
  const principal = principalOf(request);
  if (!roles.includes(principal.role)) {
    throw new Problem('forbidden', `This needs the role ${roles.join(' or ')}.`);
  }
  return principal;
}

/** The caller as a person: only somebody's own sign-in opens what is theirs alone. */
export function requirePerson(request: FastifyRequest): { personId: string } {
  const { personId } = principalOf(request);
  if (!personId)
    throw new Problem('forbidden', 'Only the person themselves can open this, by their own sign-in.');
  return { personId };
}
