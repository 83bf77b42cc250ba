import { and, asc, eq, exists, gt, inArray, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';

import type { DbOrTx } from '../db/connect.ts';
import {
  type FairPlanRow,
  fairAgreements,
  fairAsks,
  fairPlans,
  fairVisits,
  type Gathering,
  gatherings,
  people,
  type Stall,
  stallStaff,
  stalls,
} from '../db/schema/index.ts';
import { manages, visibleTo } from '../gatherings/queries.ts';
import type { Principal } from '../http/principal.ts';

/** A fair the caller may know of: who runs it, who is invited and who staffs a stall; null is a 404. */
export async function visibleFair(db: DbOrTx, principal: Principal, id: string): Promise<Gathering | null> {
  const { personId } = principal;
  const staffed = db
    .select({ one: sql`1` })
    .from(stallStaff)
    .where(and(eq(stallStaff.gatheringId, gatherings.id), sql`${stallStaff.personId} = ${personId}`));
  const shown = or(visibleTo(db, principal), personId === null ? undefined : exists(staffed));
  const [row] = await db
    .select()
    .from(gatherings)
    .where(and(eq(gatherings.id, id), eq(gatherings.format, 'knowledge-fair'), shown));
  return row ?? null;
}

/** A member of the staff, in the order of the shifts. */
export type StaffPerson = { id: string; name: string; unit: string };
export type StaffedStall = { stall: Stall; staff: StaffPerson[] };

/** These stalls with their staff; one query however many there are. */
export async function withStaff(db: DbOrTx, rows: Stall[]): Promise<StaffedStall[]> {
  const ids = rows.map(({ id }) => id);
  const staff = await db
    .select({ stallId: stallStaff.stallId, id: people.id, name: people.name, unit: people.unit })
    .from(stallStaff)
    .innerJoin(people, eq(people.id, stallStaff.personId))
    .where(inArray(stallStaff.stallId, ids))
    .orderBy(asc(stallStaff.stallId), asc(stallStaff.place));
  return rows.map((stall) => ({ stall, staff: staff.filter(({ stallId }) => stallId === stall.id) }));
}

/** Confirmed stalls of a fair in order of their ids; all stalls for who runs it; beside them the caller's own. */
export async function listStalls(
  db: DbOrTx,
  gathering: Gathering,
  principal: Principal,
  { after, limit }: { after: string | null; limit: number },
): Promise<Stall[]> {
  const own = db
    .select({ id: stallStaff.stallId })
    .from(stallStaff)
    .where(
      and(eq(stallStaff.gatheringId, gathering.id), sql`${stallStaff.personId} = ${principal.personId}`),
    );
  const shown = manages(principal, gathering)
    ? undefined
    : or(eq(stalls.status, 'confirmed'), inArray(stalls.id, own));
  return db
    .select()
    .from(stalls)
    .where(
      and(eq(stalls.gatheringId, gathering.id), shown, after === null ? undefined : gt(stalls.id, after)),
    )
    .orderBy(asc(stalls.id))
    .limit(limit);
}

/** The confirmed stalls of a fair with their staff, in order of their ids; two queries. */
export async function confirmedStalls(db: DbOrTx, gatheringId: string): Promise<StaffedStall[]> {
  const rows = await db
    .select()
    .from(stalls)
    .where(and(eq(stalls.gatheringId, gatheringId), eq(stalls.status, 'confirmed')))
    .orderBy(asc(stalls.id));
  return withStaff(db, rows);
}

/** A stall of a fair with its staff, or null. */
export async function findStall(
  db: DbOrTx,
  { gatheringId, stallId }: { gatheringId: string; stallId: string },
): Promise<StaffedStall | null> {
  const rows = await db
    .select()
    .from(stalls)
    .where(and(eq(stalls.gatheringId, gatheringId), eq(stalls.id, stallId)));
  return (await withStaff(db, rows))[0] ?? null;
}

/** What a visitor asks for: by the directory, and at this fair. */
export async function asksOf(
  db: DbOrTx,
  { gatheringId, personId }: { gatheringId: string; personId: string },
): Promise<{ directoryAsks: string[]; asks: string[]; stepFree: boolean }> {
  const [row] = await db
    .select({ directoryAsks: people.asks, asks: fairAsks.asks, stepFree: fairAsks.stepFree })
    .from(people)
    .leftJoin(fairAsks, and(eq(fairAsks.personId, people.id), eq(fairAsks.gatheringId, gatheringId)))
    .where(eq(people.id, personId));
  return {
    directoryAsks: row?.directoryAsks ?? [],
    asks: row?.asks ?? [],
    stepFree: row?.stepFree ?? false,
  };
}

/** How the routes of a fair were planned last, or null. */
export async function findPlan(db: DbOrTx, gatheringId: string): Promise<FairPlanRow | null> {
  const [row] = await db.select().from(fairPlans).where(eq(fairPlans.gatheringId, gatheringId));
  return row ?? null;
}

/** A stop of a route, with where the stall stands. */
export type RouteStop = {
  gatheringId: string;
  personId: string;
  round: number;
  stallId: string;
  onDuty: boolean;
  title: string;
  x: number;
  y: number;
};

/** The routes of these people at these fairs, by round; one query. */
export async function stopsOf(
  db: DbOrTx,
  of: { gatheringIds: string[]; personIds: string[] },
): Promise<RouteStop[]> {
  return db
    .select({
      gatheringId: fairVisits.gatheringId,
      personId: fairVisits.personId,
      round: fairVisits.round,
      stallId: fairVisits.stallId,
      onDuty: fairVisits.onDuty,
      title: stalls.title,
      x: stalls.x,
      y: stalls.y,
    })
    .from(fairVisits)
    .innerJoin(stalls, eq(stalls.id, fairVisits.stallId))
    .where(
      and(
        sql`${fairVisits.gatheringId} = any(${sql.param(of.gatheringIds)}::uuid[])`,
        sql`${fairVisits.personId} = any(${sql.param(of.personIds)}::uuid[])`,
      ),
    )
    .orderBy(asc(fairVisits.round));
}

/** People with a route, in order of their ids after `after`: up to `limit`. */
export async function routedPeople(
  db: DbOrTx,
  gatheringId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ id: string; name: string }[]> {
  return db
    .selectDistinct({ id: people.id, name: people.name })
    .from(fairVisits)
    .innerJoin(people, eq(people.id, fairVisits.personId))
    .where(and(eq(fairVisits.gatheringId, gatheringId), after === null ? undefined : gt(people.id, after)))
    .orderBy(asc(people.id))
    .limit(limit);
}

/** Whose route leads to a stall as visitors, by name. */
export async function visitorsOf(db: DbOrTx, stallId: string): Promise<{ id: string; name: string }[]> {
  return db
    .select({ id: people.id, name: people.name })
    .from(fairVisits)
    .innerJoin(people, eq(people.id, fairVisits.personId))
    .where(and(eq(fairVisits.stallId, stallId), eq(fairVisits.onDuty, false)))
    .orderBy(asc(people.name), asc(people.id));
}

const suppliers = alias(people, 'suppliers');
const demanders = alias(people, 'demanders');

/** Agreements with the names of the two, narrowed by ids or to those of a person. */
export async function agreementsOf(
  db: DbOrTx,
  of: { ids?: string[]; gatheringId?: string; personId?: string; createdBy?: string },
  { after, limit }: { after: string | null; limit: number } = { after: null, limit: 1_000_000 },
) {
  const { ids, gatheringId, personId, createdBy } = of;
  const mine = or(
    personId === undefined ? undefined : eq(fairAgreements.supplierId, personId),
    personId === undefined ? undefined : eq(fairAgreements.demanderId, personId),
    createdBy === undefined ? undefined : eq(fairAgreements.createdBy, createdBy),
  );
  return db
    .select({
      agreement: fairAgreements,
      supplier: { id: suppliers.id, name: suppliers.name },
      demander: { id: demanders.id, name: demanders.name },
      fair: gatherings.title,
    })
    .from(fairAgreements)
    .innerJoin(gatherings, eq(gatherings.id, fairAgreements.gatheringId))
    .innerJoin(suppliers, eq(suppliers.id, fairAgreements.supplierId))
    .innerJoin(demanders, eq(demanders.id, fairAgreements.demanderId))
    .where(
      and(
        ids === undefined ? undefined : inArray(fairAgreements.id, ids),
        gatheringId === undefined ? undefined : eq(fairAgreements.gatheringId, gatheringId),
        mine,
        after === null ? undefined : gt(fairAgreements.id, after),
      ),
    )
    .orderBy(asc(fairAgreements.id))
    .limit(limit);
}
export type NamedAgreement = Awaited<ReturnType<typeof agreementsOf>>[number];

/** Figures under this are withheld (domain rules §6.4). */
const FIGURE_MIN = 5;

/** How many agreements there are and how many are kept after 90 days; null where there are fewer than five. */
export async function agreementFigures(
  db: DbOrTx,
  gatheringId: string,
): Promise<{ agreements: number | null; kept: number | null }> {
  const says = [fairAgreements.supplierSays, fairAgreements.demanderSays];
  const [row] = await db
    .select({
      agreements: sql<number>`count(*)::int`,
      kept: sql<number>`(count(*) filter (where 'kept' in (${says[0]}, ${says[1]})
        and ${says[0]} is distinct from 'no' and ${says[1]} is distinct from 'no'))::int`,
    })
    .from(fairAgreements)
    .where(eq(fairAgreements.gatheringId, gatheringId));
  const shown = (figure: number | undefined) =>
    figure !== undefined && figure >= FIGURE_MIN ? figure : null;
  return { agreements: shown(row?.agreements), kept: shown(row?.kept) };
}

/** What is kept of a person's part in fairs; four queries. */
export async function fairsOf(db: DbOrTx, personId: string) {
  const where = { gatheringId: gatherings.id, title: gatherings.title };
  const staffed = await db
    .select({ ...where, stall: stalls.title })
    .from(stallStaff)
    .innerJoin(stalls, eq(stalls.id, stallStaff.stallId))
    .innerJoin(gatherings, eq(gatherings.id, stallStaff.gatheringId))
    .where(eq(stallStaff.personId, personId))
    .orderBy(asc(stalls.id));
  const asks = await db
    .select({ ...where, asks: fairAsks.asks, stepFree: fairAsks.stepFree })
    .from(fairAsks)
    .innerJoin(gatherings, eq(gatherings.id, fairAsks.gatheringId))
    .where(eq(fairAsks.personId, personId))
    .orderBy(asc(gatherings.id));
  const visits = await db
    .select({ ...where, round: fairVisits.round, stall: stalls.title, onDuty: fairVisits.onDuty })
    .from(fairVisits)
    .innerJoin(stalls, eq(stalls.id, fairVisits.stallId))
    .innerJoin(gatherings, eq(gatherings.id, fairVisits.gatheringId))
    .where(eq(fairVisits.personId, personId))
    .orderBy(asc(gatherings.id), asc(fairVisits.round));
  const agreements = await agreementsOf(db, { personId });
  return {
    stalls: staffed,
    asks,
    visits,
    agreements: agreements.map(({ agreement, supplier, demander, fair }) => ({
      gatheringId: agreement.gatheringId,
      title: fair,
      supplier: supplier.name,
      demander: demander.name,
      topic: agreement.topic,
      firstStep: agreement.firstStep,
      date: agreement.firstStepOn,
      youSay: supplier.id === personId ? agreement.supplierSays : agreement.demanderSays,
    })),
  };
}
