import { and, eq, gt, or, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { type Introduction, introductions } from '../db/schema/index.ts';
import { oweLetters } from '../letters/owe-letters.ts';

const DAY_MS = 86_400_000;
/** A question lapses after so long (domain rules, community of practice). */
export const ASKED_FOR_DAYS = 14;
/** A pair is not proposed again for so long, whatever became of it (ibid.). */
export const PAIR_RESTS_DAYS = 180;

/**
 * Proposes to introduce two people, and asks the first. Null where the two were proposed within 180 days, in either
 * order; two who propose them at once ask them once.
 */
export async function proposeIntroduction(
  tx: Tx,
  input: Pick<Introduction, 'firstId' | 'secondId' | 'topic' | 'createdBy'>,
  now: Date,
): Promise<Introduction | null> {
  const pair = [input.firstId, input.secondId].sort().join(' ');
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`introduction ${pair}`}, 0))`);
  const { firstId, secondId, createdAt } = introductions;
  const [rests] = await tx
    .select({ id: introductions.id })
    .from(introductions)
    .where(
      and(
        or(
          and(eq(firstId, input.firstId), eq(secondId, input.secondId)),
          and(eq(firstId, input.secondId), eq(secondId, input.firstId)),
        ),
        gt(createdAt, new Date(now.getTime() - PAIR_RESTS_DAYS * DAY_MS)),
      ),
    )
    .limit(1);
  if (rests) return null;
  const expiresAt = lapse(now);
  const [proposed] = await tx
    .insert(introductions)
    .values({ ...input, id: uuidv7(), createdAt: now, expiresAt })
    .returning();
  if (!proposed) throw new Error('an insert returned no row');
  await oweLetters(
    tx,
    [{ kind: 'introduction.asked', personId: proposed.firstId, subjectId: proposed.id }],
    now,
  );
  return proposed;
}

/** When a question that is asked now lapses. */
export function lapse(now: Date): Date {
  return new Date(now.getTime() + ASKED_FOR_DAYS * DAY_MS);
}
