import { sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import type { InputError } from '../problems.ts';

const DAY_MS = 24 * 3_600_000;
/** More people than any one gathering holds, and fewer than a program that runs wild would write to. */
export const PER_EVENT_MAX = 20_000;

/** Whose invitations are counted: of the organiser who scheduled the gathering or series, and of that alone. */
export type Capped = { createdBy: string; id: string };

/**
 * Why so many may not be invited, by what this transaction has invited so far, which is to be undone then; empty when
 * they may: at most `perDayMax` by one organiser within 24 hours, and 20,000 to one gathering or series. An invitation
 * to a series counts once. One organiser is counted by one at a time; without `perDayMax` nothing is.
 */
export async function overCap(
  tx: Tx,
  { createdBy, id }: Capped,
  perDayMax: number | undefined,
  now: Date,
): Promise<InputError[]> {
  if (perDayMax === undefined) return [];
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`invites ${createdBy}`}, 0))`);
  const since = new Date(now.getTime() - DAY_MS).toISOString();
  const [row] = await tx.execute<{ day: number; event: number }>(sql`
    select (
      select count(*) from gatherings join invitations on invitations.gathering_id = gatherings.id
      where gatherings.created_by = ${createdBy}::uuid and gatherings.starts_at > ${since}::timestamptz
        and invitations.created_at > ${since}::timestamptz and invitations.standing_id is null
    )::int + (
      select count(*) from series join invitations on invitations.series_id = series.id
      where series.created_by = ${createdBy}::uuid and invitations.created_at > ${since}::timestamptz
    )::int as day, (
      select count(*) from invitations
      where (gathering_id = ${id}::uuid or series_id = ${id}::uuid) and uninvited_at is null
    )::int as event`);
  const { day = 0, event = 0 } = row ?? {};
  if (event > PER_EVENT_MAX) {
    return [
      { pointer: '', message: `would invite ${event} people; one gathering may have ${PER_EVENT_MAX}` },
    ];
  }
  if (day > perDayMax) {
    const rule = `an organiser may invite ${perDayMax} within 24 hours (INVITATIONS_PER_DAY_MAX)`;
    return [{ pointer: '', message: `would make ${day} invitations; ${rule}: invite the others tomorrow` }];
  }
  return [];
}
