import type { FastifyRequest } from 'fastify';

import { authenticate } from '../accounts/authentication.ts';
import { signedIn } from '../accounts/signed-in.ts';
import type { Tx } from '../db/connect.ts';
import type { Gathering } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { noGathering } from '../gatherings/no-gathering.ts';
import { lockManagedGathering, managedGathering } from '../gatherings/queries.ts';
import type { Principal } from '../http/principal.ts';
import { languageOf } from '../languages/language-of.ts';
import { type Speech, speak } from '../languages/speak.ts';

type ById = FastifyRequest<{ Params: { id: string } }>;

/** Somebody signed in who runs this gathering, and how to speak to them. */
export type Runner = { principal: Principal; gathering: Gathering; speech: Speech };

/** Who asks for a page of a room; null without a session. @throws Problem 404 where the gathering is not theirs to run */
export async function runnerOf(request: ById, deps: Deps): Promise<Runner | null> {
  const person = await signedIn(request, deps);
  const principal = await authenticate(request, deps);
  if (!person || !principal) return null;
  const gathering = await managedGathering(deps.db, principal, request.params.id);
  if (!gathering) throw noGathering();
  return { principal, gathering, speech: speak(languageOf(person)) };
}

/** The gathering of a runner with its row locked until the transaction ends. @throws Problem 404 */
export async function lockOf(tx: Tx, { principal, gathering: { id } }: Runner): Promise<Gathering> {
  const gathering = await lockManagedGathering(tx, principal, id);
  if (!gathering) throw noGathering();
  return gathering;
}
