import { and, eq, inArray, isNull } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import { checkIns, type Gathering, gatherings, invitations, standUpLines } from '../db/schema/index.ts';
import { membersOn } from '../programmes/members-on.ts';
import { type ProgrammeRow, programmeOfDate } from '../programmes/queries.ts';
import { speakingOrder } from './speaking-order.ts';

/** A date of a stand-up's programme. */
export type StandUpDate = { gathering: Gathering; row: ProgrammeRow };

/** Somebody who speaks on a date, with the lines they left beforehand. */
export type Speaker = {
  id: string;
  name: string;
  unit: string;
  couldHelp: string | null;
  needsHelp: string | null;
};

/** The date of a stand-up, or null where this is no date of one. */
export async function findStandUpDate(db: DbOrTx, gatheringId: string): Promise<StandUpDate | null> {
  const [gathering] = await db.select().from(gatherings).where(eq(gatherings.id, gatheringId));
  if (gathering?.format !== 'stand-up') return null;
  const row = await programmeOfDate(db, gathering);
  return row && { gathering, row };
}

/** Who of these said that they do not come to the date. */
export async function absentFrom(db: DbOrTx, gatheringId: string): Promise<Set<string>> {
  const rows = await db
    .select({ personId: invitations.personId })
    .from(invitations)
    .where(
      and(
        eq(invitations.gatheringId, gatheringId),
        eq(invitations.answer, 'declined'),
        isNull(invitations.uninvitedAt),
      ),
    );
  return new Set(rows.map(({ personId }) => personId));
}

/** Whoever takes part in a date and is not absent, in the order in which they speak. Three queries. */
export async function speakersOf(db: DbOrTx, { gathering, row }: StandUpDate): Promise<Speaker[]> {
  const members = await membersOn(db, row.programme.id, gathering);
  const absent = await absentFrom(db, gathering.id);
  const present = members.map(({ person }) => person).filter(({ id }) => !absent.has(id));
  if (present.length === 0) return [];
  const lines = await db
    .select()
    .from(standUpLines)
    .where(
      and(
        eq(standUpLines.gatheringId, gathering.id),
        inArray(
          standUpLines.personId,
          present.map(({ id }) => id),
        ),
      ),
    );
  const lineOf = new Map(lines.map((line) => [line.personId, line]));
  return speakingOrder(present, gathering.id).map(({ id, name, unit }) => {
    const { couldHelp = null, needsHelp = null } = lineOf.get(id) ?? {};
    return { id, name, unit, couldHelp, needsHelp };
  });
}

/** What somebody left for a date. */
export async function lineOf(db: DbOrTx, gatheringId: string, personId: string) {
  const [line] = await db
    .select({ couldHelp: standUpLines.couldHelp, needsHelp: standUpLines.needsHelp })
    .from(standUpLines)
    .where(and(eq(standUpLines.gatheringId, gatheringId), eq(standUpLines.personId, personId)));
  return line ?? { couldHelp: null, needsHelp: null };
}

/** Who was there, once the date is finished. */
export async function cameTo(db: DbOrTx, gatheringId: string): Promise<Set<string>> {
  const rows = await db
    .select({ personId: checkIns.personId })
    .from(checkIns)
    .where(eq(checkIns.gatheringId, gatheringId));
  return new Set(rows.map(({ personId }) => personId));
}
