import { eq, inArray, sql } from 'drizzle-orm';

import type { Db } from '../db/connect.ts';
import { domainHolds } from '../db/schema/index.ts';
import type { Hold, Throttle } from './throttle.ts';

/** Tells the throttle of this process which of these domains have asked others for time; one query. */
export async function learnHolds(db: Db, throttle: Throttle, domains: string[]): Promise<void> {
  const rows = await db.select().from(domainHolds).where(inArray(domainHolds.domain, domains));
  for (const { domain, ...hold } of rows) throttle.learn(domain, hold);
}

/** Lets the other processes know that a domain asked for time; the longest hold counts. */
export async function shareHold(db: Db, domain: string, hold: Hold): Promise<void> {
  const { holds, heldUntil } = domainHolds;
  await db
    .insert(domainHolds)
    .values({ domain, ...hold })
    .onConflictDoUpdate({
      target: domainHolds.domain,
      set: {
        holds: sql`greatest(${holds}, excluded.holds)`,
        heldUntil: sql`greatest(${heldUntil}, excluded.held_until)`,
      },
    });
}

/** A domain that asked for time takes mail again. */
export async function endHold(db: Db, domain: string): Promise<void> {
  await db.delete(domainHolds).where(eq(domainHolds.domain, domain));
}
