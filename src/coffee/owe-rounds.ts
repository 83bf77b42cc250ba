import { and, eq, gt, isNull, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { coffeeRounds, gatherings, programmes } from '../db/schema/index.ts';
import { defaultSeed } from '../invitations/default-seed.ts';
import { enqueue } from '../outbox/enqueue.ts';

/** Keeps one turn short; the next one takes the rest. */
const DUE_MAX = 100;

/** Owes a draw to each date of a coffee trial whose time has come, once. Returns how many. */
export async function oweRounds(tx: Tx, now: Date): Promise<number> {
  const due = await tx
    .select({ gatheringId: gatherings.id, programmeId: programmes.id })
    .from(programmes)
    .innerJoin(gatherings, eq(gatherings.seriesId, programmes.seriesId))
    .leftJoin(coffeeRounds, eq(coffeeRounds.gatheringId, gatherings.id))
    .where(
      and(
        eq(programmes.format, 'coffee'),
        eq(programmes.status, 'active'),
        eq(gatherings.status, 'scheduled'),
        gt(gatherings.endsAt, now),
        sql`${gatherings.startsAt} <= ${now.toISOString()}::timestamptz
          + (${programmes.settings} ->> 'drawHoursBefore')::int * interval '1 hour'`,
        isNull(coffeeRounds.gatheringId),
      ),
    )
    .limit(DUE_MAX);
  for (const { gatheringId, programmeId } of due) await oweRound(tx, { gatheringId, programmeId }, now);
  return due.length;
}

/** Owes the draw of one date; false where it was owed before. */
export async function oweRound(
  tx: Tx,
  {
    gatheringId,
    programmeId,
    seed = defaultSeed(gatheringId),
  }: { gatheringId: string; programmeId: string; seed?: number },
  now: Date,
): Promise<boolean> {
  const owed = await tx
    .insert(coffeeRounds)
    .values({ gatheringId, programmeId, seed, createdAt: now })
    .onConflictDoNothing()
    .returning({ gatheringId: coffeeRounds.gatheringId });
  if (owed.length === 0) return false;
  await enqueue(tx, 'draw-coffee', { gatheringId }, now);
  return true;
}
