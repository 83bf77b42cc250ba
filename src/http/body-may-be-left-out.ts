import type { FastifyRequest } from 'fastify';

/** For `preValidation` of a POST whose body holds nothing that is needed: it may be left out. */
export async function bodyMayBeLeftOut(request: FastifyRequest): Promise<void> {
  request.body ??= {};
}
