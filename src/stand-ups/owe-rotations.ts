import { sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { gatherings, programmes } from '../db/schema/index.ts';
import { enqueueAll } from '../outbox/enqueue.ts';

/**
 * Owes the rotation of each stand-up whose next date is as many weeks after the last rotation, or after its first date,
 * as its settings say. It is owed when the date before has begun, so that who comes in knows as early as can be; once.
 */
export async function oweRotations(tx: Tx, now: Date): Promise<void> {
  const owed = await tx.execute<{ programmeId: string }>(sql`
    update ${programmes} programme set rotation_owed_on = due.day
    from (
      select of.id, (
        select left(date.start_local, 10)::date from ${gatherings} date
        where date.series_id = of.series_id and date.status = 'scheduled' and date.starts_at > ${now.toISOString()}
        order by date.starts_at limit 1) as day
      from ${programmes} of
      where of.format = 'stand-up' and of.status = 'active' and of.settings -> 'crossTeam' = 'true'
    ) due
    where due.id = programme.id and due.day > programme.rotation_owed_on
      and due.day - programme.rotated_on >= 7 * (programme.settings ->> 'rotateEveryWeeks')::int
    returning programme.id as "programmeId"`);
  await enqueueAll(
    tx,
    'rotate-stand-up',
    owed.map(({ programmeId }) => ({ programmeId })),
    now,
  );
}
