import { and, eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { checkIns, people } from '../db/schema/index.ts';

/** Somebody who came; `again` when they were checked in before. */
export type CheckedIn = { personId: string; checkedInAt: Date; again: boolean };

/** Records that a person came, invited or not; a second time changes nothing. Null when there is no such person. */
export async function checkIn(
  tx: Tx,
  { gatheringId, personId }: { gatheringId: string; personId: string },
  now: Date,
): Promise<CheckedIn | null> {
  const [person] = await tx
    .select({ id: people.id })
    .from(people)
    .where(eq(people.id, personId))
    .for('share');
  if (!person) return null;
  const inserted = await tx
    .insert(checkIns)
    .values({ gatheringId, personId, checkedInAt: now })
    .onConflictDoNothing()
    .returning();
  if (inserted[0]) return { personId, checkedInAt: inserted[0].checkedInAt, again: false };
  const [earlier] = await tx
    .select()
    .from(checkIns)
    .where(and(eq(checkIns.gatheringId, gatheringId), eq(checkIns.personId, personId)));
  return { personId, checkedInAt: earlier?.checkedInAt ?? now, again: true };
}
