import { eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type Introduction, introductions } from '../db/schema/index.ts';
import { oweLetters } from '../letters/owe-letters.ts';
import { lapse } from './propose-introduction.ts';

/**
 * Takes what one of the two says. The first who wants it lets the second be asked; when both want it, both are told.
 * A no ends it and nobody is told. An answer stands: the second would have been asked already. Null where there is
 * nothing to answer (any more).
 */
export async function answerIntroduction(
  tx: Tx,
  input: { id: string; personId: string; wants: boolean },
  now: Date,
): Promise<Introduction | null> {
  const { id, personId, wants } = input;
  const [row] = await tx.select().from(introductions).where(eq(introductions.id, id)).for('update');
  if (!row) return null;
  const isFirst = personId === row.firstId;
  if (!isFirst && (personId !== row.secondId || row.secondAskedAt === null)) return null;
  if ((isFirst ? row.firstWants : row.secondWants) !== null) return row;
  if (row.expiresAt <= now) return null;
  const change = isFirst
    ? { firstWants: wants, ...(wants ? { secondAskedAt: now, expiresAt: lapse(now) } : {}) }
    : { secondWants: wants };
  const [answered] = await tx.update(introductions).set(change).where(eq(introductions.id, id)).returning();
  if (!answered) throw new Error('an update returned no row');
  if (wants) {
    const kind = isFirst ? 'introduction.asked' : 'introduction.made';
    const to = isFirst ? [row.secondId] : [row.firstId, row.secondId];
    await oweLetters(
      tx,
      to.map((one) => ({ kind, personId: one, subjectId: id }) as const),
      now,
    );
  }
  return answered;
}
