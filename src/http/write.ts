import { createHash } from 'node:crypto';
import { and, eq, gt, sql } from 'drizzle-orm';
import type { FastifyReply, FastifyRequest } from 'fastify';

import type { Tx } from '../db/connect.ts';
import { idempotencyKeys } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problems.ts';
import { principalOf } from './principal.ts';

/** How long an answer is kept under its Idempotency-Key (contract). */
export const ANSWER_KEPT_MS = 24 * 60 * 60 * 1000;
const KEY_LENGTH_MAX = 255;

/** What a write answers, and what is kept of it for the same Idempotency-Key where the answer holds a secret. */
export type Written<B = unknown> = { status: number; body: B; kept?: B };

/**
 * Runs a POST as one transaction. With an `Idempotency-Key` the answer is stored in the same transaction, so a crash
 * keeps both or neither: the same key gives the same answer for 24 hours, another request under it is a 422, and one
 * that is still running a 409. `fingerprint` stands for the body where that is a stream; it is asked for once the work
 * is done, or instead of it.
 */
export async function write<B>(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (tx: Tx, now: Date) => Promise<Written<B>>,
  fingerprint: () => string | Promise<string> = () => JSON.stringify(request.body ?? null),
): Promise<B> {
  const now = deps.now();
  const key = keyOf(request);
  const written = await deps.db.transaction(async (tx) => {
    if (key === null) return work(tx, now);
    const { actorId } = principalOf(request);
    await claim(tx, actorId, key);
    const hashRequest = async () =>
      createHash('sha256')
        .update(`${request.method} ${request.url}\n${await fingerprint()}`)
        .digest();
    const earlier = await find(tx, actorId, key, now);
    if (earlier) {
      if (!earlier.requestHash.equals(await hashRequest())) {
        throw new Problem('idempotency-key-reused', 'Use a new key for a new request.');
      }
      reply.header('idempotency-replayed', 'true');
      return { status: earlier.status, body: earlier.body as B };
    }
    const fresh = await work(tx, now);
    const row = {
      requestHash: await hashRequest(),
      status: fresh.status,
      body: fresh.kept ?? fresh.body,
      createdAt: now,
    };
    await tx
      .insert(idempotencyKeys)
      .values({ actorId, key, ...row })
      .onConflictDoUpdate({ target: [idempotencyKeys.actorId, idempotencyKeys.key], set: row });
    return fresh;
  });
  reply.status(written.status);
  return written.body;
}

function keyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || key.length === 0 || key.length > KEY_LENGTH_MAX) {
    throw new Problem('bad-request', `Idempotency-Key must have 1 to ${KEY_LENGTH_MAX} characters.`);
  }
  return key;
}

/** Holds the key until the transaction ends; never waits, so a second request is told at once. */
async function claim(tx: Tx, actorId: string, key: string): Promise<void> {
  const [row] = await tx.execute<{ held: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${`${actorId} ${key}`}, 0)) as held`,
  );
  if (!row?.held) throw new Problem('idempotency-in-flight', 'Wait for the first request, then ask again.');
}

async function find(tx: Tx, actorId: string, key: string, now: Date) {
  const [row] = await tx
    .select()
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.actorId, actorId),
        eq(idempotencyKeys.key, key),
        gt(idempotencyKeys.createdAt, new Date(now.getTime() - ANSWER_KEPT_MS)),
      ),
    );
  return row;
}
