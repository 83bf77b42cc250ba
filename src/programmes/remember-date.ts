import { eq, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type Gathering, programmeParts } from '../db/schema/index.ts';

/** Keeps, when a date is planned, what its seats do not tell; planned anew, what was kept before goes. */
export async function rememberDate(
  tx: Tx,
  {
    gathering,
    leftOut,
  }: { gathering: Pick<Gathering, 'id' | 'hostId' | 'facilitatorId'>; leftOut: string[] },
): Promise<void> {
  await tx.delete(programmeParts).where(eq(programmeParts.gatheringId, gathering.id));
  const parts = leftOut.map((personId) => ({ personId, part: 'left-out' }));
  if (gathering.hostId !== null) parts.push({ personId: gathering.hostId, part: 'hosted' });
  if (gathering.facilitatorId !== null)
    parts.push({ personId: gathering.facilitatorId, part: 'facilitated' });
  if (parts.length === 0) return;
  // As two lists: those left out may be more than a statement has parameters for.
  await tx.execute(sql`
    insert into ${programmeParts} (gathering_id, person_id, part)
    select ${gathering.id}, part.* from unnest(
      ${sql.param(parts.map(({ personId }) => personId))}::uuid[],
      ${sql.param(parts.map(({ part }) => part))}::text[]) as part`);
}
