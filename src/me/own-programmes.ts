import { asc, eq, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import {
  gatherings,
  programmeMembers,
  programmeParts,
  programmes,
  series,
  standUpLines,
} from '../db/schema/index.ts';
import type { OwnData } from './schemas.ts';

/** The programmes that somebody belongs to or has left, with what they chose. */
export async function ownProgrammes(tx: Tx, personId: string): Promise<OwnData['programmes']> {
  const { joinedAt, leftAt, pausedUntil, skippedDate, settings } = programmeMembers;
  const rows = await tx
    .select({
      programmeId: programmes.id,
      title: sql<string>`${series.plan} ->> 'title'`,
      joinedAt,
      leftAt,
      pausedUntil,
      skippedDate,
      settings,
    })
    .from(programmeMembers)
    .innerJoin(programmes, eq(programmes.id, programmeMembers.programmeId))
    .innerJoin(series, eq(series.id, programmes.seriesId))
    .where(eq(programmeMembers.personId, personId))
    .orderBy(asc(programmes.id));
  return rows.map((row) => ({
    ...row,
    joinedAt: row.joinedAt.toISOString(),
    leftAt: row.leftAt?.toISOString() ?? null,
  }));
}

/** What the dates of programmes remember of somebody beside their seats. */
export function ownParts(tx: Tx, personId: string): Promise<OwnData['programmeParts']> {
  return tx
    .select({ gatheringId: gatherings.id, title: gatherings.title, part: programmeParts.part })
    .from(programmeParts)
    .innerJoin(gatherings, eq(gatherings.id, programmeParts.gatheringId))
    .where(eq(programmeParts.personId, personId))
    .orderBy(asc(gatherings.startsAt), asc(gatherings.id), asc(programmeParts.part));
}

/** What somebody left for stand-ups. */
export function ownLines(tx: Tx, personId: string): Promise<OwnData['standUpLines']> {
  const { couldHelp, needsHelp } = standUpLines;
  return tx
    .select({ gatheringId: gatherings.id, title: gatherings.title, couldHelp, needsHelp })
    .from(standUpLines)
    .innerJoin(gatherings, eq(gatherings.id, standUpLines.gatheringId))
    .where(eq(standUpLines.personId, personId))
    .orderBy(asc(gatherings.startsAt), asc(gatherings.id));
}
