import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import { checkIns, fairAsks, fairVisits, invitations, people } from '../db/schema/index.ts';
import type { FairStall, FairVisit, FairVisitor } from '../mixing/index.ts';
import { confirmedStalls } from './queries.ts';

/** What the routes of a fair are planned from: who is there, the stalls, and the rounds that are over. Six queries. */
export async function fairQuestion(
  db: DbOrTx,
  asked: {
    gatheringId: string;
    from: 'accepted' | 'checked-in';
    stallIds: string[] | undefined;
    roundsDone: number;
  },
): Promise<{ visitors: FairVisitor[]; stalls: FairStall[]; before: FairVisit[] }> {
  const { gatheringId, from, stallIds, roundsDone } = asked;
  const stalls = (await confirmedStalls(db, gatheringId))
    .filter(({ stall }) => !stallIds || stallIds.includes(stall.id))
    .map(({ stall: { id, unit, offers, x, y, stepFree }, staff }) => ({
      ...{ id, unit, offers, x, y, stepFree },
      staffIds: staff.map((one) => one.id),
    }));
  const ids = new Set(await presentIds(db, gatheringId, from));
  if (from === 'accepted') {
    const away = await declinedIds(db, gatheringId);
    for (const id of stalls.flatMap(({ staffIds }) => staffIds)) if (!away.has(id)) ids.add(id);
  }
  const visitors = await visitorsOf(db, gatheringId, [...ids]);
  const before = await db
    .select({
      personId: fairVisits.personId,
      round: fairVisits.round,
      stallId: fairVisits.stallId,
      onDuty: fairVisits.onDuty,
    })
    .from(fairVisits)
    .where(and(eq(fairVisits.gatheringId, gatheringId), lte(fairVisits.round, roundsDone)))
    .orderBy(asc(fairVisits.round), asc(fairVisits.personId));
  return { visitors, stalls, before };
}

async function presentIds(db: DbOrTx, gatheringId: string, from: 'accepted' | 'checked-in') {
  const { personId } = from === 'accepted' ? invitations : checkIns;
  const rows =
    from === 'accepted'
      ? await db
          .select({ personId })
          .from(invitations)
          .where(
            and(
              eq(invitations.gatheringId, gatheringId),
              eq(invitations.answer, 'accepted'),
              isNull(invitations.uninvitedAt),
            ),
          )
      : await db.select({ personId }).from(checkIns).where(eq(checkIns.gatheringId, gatheringId));
  return rows.map((row) => row.personId);
}

async function declinedIds(db: DbOrTx, gatheringId: string): Promise<Set<string>> {
  const rows = await db
    .select({ personId: invitations.personId })
    .from(invitations)
    .where(and(eq(invitations.gatheringId, gatheringId), eq(invitations.answer, 'declined')));
  return new Set(rows.map(({ personId }) => personId));
}

/** People as the planner sees them, in the order of their ids, so that one seed gives one plan. */
async function visitorsOf(db: DbOrTx, gatheringId: string, ids: string[]): Promise<FairVisitor[]> {
  const wanted = sql`${sql.param(ids)}::uuid[]`;
  const rows = await db
    .select({
      id: people.id,
      unit: people.unit,
      directoryAsks: people.asks,
      asks: fairAsks.asks,
      stepFree: fairAsks.stepFree,
    })
    .from(people)
    .leftJoin(fairAsks, and(eq(fairAsks.personId, people.id), eq(fairAsks.gatheringId, gatheringId)))
    .where(sql`${people.id} = any(${wanted})`)
    .orderBy(asc(people.id));
  const met = await db.execute<{ id: string; units: string[] }>(sql`
    select pair.one as id, array_agg(distinct other.unit order by other.unit) as units
    from (
      select person_a as one, person_b as two from encounters where person_a = any(${wanted})
      union all select person_b, person_a from encounters where person_b = any(${wanted})
    ) pair join people other on other.id = pair.two
    group by pair.one`);
  const metUnits = new Map(met.map(({ id, units }) => [id, units]));
  return rows.map(({ id, unit, directoryAsks, asks, stepFree }) => ({
    ...{ id, unit, stepFree: stepFree ?? false },
    asks: [...new Set([...(asks ?? []), ...directoryAsks])],
    metUnits: metUnits.get(id) ?? [],
  }));
}
