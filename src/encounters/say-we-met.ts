import { and, eq, gte, inArray, lt, ne, or, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { encounters, meetingClaims } from '../db/schema/index.ts';

const DAY_MS = 86_400_000;
/** How long one person's word waits for the other's (domain rules §4). */
const CLAIM_DAYS = 30;
/** Two encounters so far apart make a tie (domain rules §4). */
const TIE_DAYS = 14;
const LEVEL_BOTH_SAID = 4;
const LEVEL_TIE = 5;
/** Rows that rest on what the two said. */
const SAID = ['both-said', 'met-again', 'stay-in-touch'] as const;

/** Where somebody says that they met others: a round of a gathering. */
export type SaidMeeting = {
  gatheringId: string;
  personId: string;
  otherIds: string[];
  /** Whether they want to stay in touch. */
  stay: boolean;
  roundNumber: number;
  tableSize: number;
  minutes: number;
  metAt: Date;
};

/**
 * Somebody says that they met others. It stays theirs alone (level 3) until the other says so too within 30 days: then
 * it is an encounter (level 4), and a tie (5) where both want to stay in touch or the two met before, a fortnight or
 * more apart. Saying it again changes nothing. Whoever calls it serialises what is said of one table.
 */
export async function sayWeMet(tx: Tx, said: SaidMeeting, now: Date): Promise<void> {
  const { gatheringId, personId, otherIds, stay } = said;
  if (otherIds.length === 0) return;
  const rows = otherIds.map((otherId) => ({ gatheringId, personId, otherId, stay, saidAt: now }));
  await tx
    .insert(meetingClaims)
    .values(rows)
    .onConflictDoUpdate({
      target: [meetingClaims.gatheringId, meetingClaims.personId, meetingClaims.otherId],
      set: { stay },
    });
  const agreed = await tx
    .select({ otherId: meetingClaims.personId, stay: meetingClaims.stay })
    .from(meetingClaims)
    .where(
      and(
        eq(meetingClaims.gatheringId, gatheringId),
        eq(meetingClaims.otherId, personId),
        inArray(meetingClaims.personId, otherIds),
        gte(meetingClaims.saidAt, new Date(now.getTime() - CLAIM_DAYS * DAY_MS)),
      ),
    );
  for (const other of agreed) await keepEncounter(tx, said, { ...other, stay: other.stay && stay }, now);
}

async function keepEncounter(
  tx: Tx,
  { gatheringId, personId, roundNumber, tableSize, minutes, metAt }: SaidMeeting,
  { otherId, stay }: { otherId: string; stay: boolean },
  now: Date,
): Promise<void> {
  const [personA = '', personB = ''] = [personId, otherId].sort();
  const again = stay || (await metApart(tx, personA, personB, { metAt, gatheringId }));
  const level = again ? LEVEL_TIE : LEVEL_BOTH_SAID;
  const evidence = stay ? 'stay-in-touch' : again ? 'met-again' : 'both-said';
  await tx
    .insert(encounters)
    .values({
      id: uuidv7(),
      personA,
      personB,
      gatheringId,
      roundNumber,
      level,
      tableSize,
      minutes,
      evidence,
      metAt,
      createdAt: now,
    })
    .onConflictDoUpdate({
      target: [encounters.personA, encounters.personB, encounters.gatheringId, encounters.roundNumber],
      set: { level, evidence },
    });
}

/** Whether the two also met, by the word of both, so long before or after. */
async function metApart(
  tx: Tx,
  personA: string,
  personB: string,
  { metAt, gatheringId }: { metAt: Date; gatheringId: string },
): Promise<boolean> {
  const apart = TIE_DAYS * DAY_MS;
  const [other] = await tx
    .select({ id: encounters.id })
    .from(encounters)
    .where(
      and(
        eq(encounters.personA, personA),
        eq(encounters.personB, personB),
        ne(encounters.gatheringId, gatheringId),
        gte(encounters.level, LEVEL_BOTH_SAID),
        or(
          sql`${encounters.metAt} <= ${new Date(metAt.getTime() - apart).toISOString()}::timestamptz`,
          sql`${encounters.metAt} >= ${new Date(metAt.getTime() + apart).toISOString()}::timestamptz`,
        ),
      ),
    )
    .limit(1);
  return other !== undefined;
}

/** Takes the word back: what rested on it goes, for both, as when a row is struck out; ties made with it are loosened. */
export async function takeBackMeeting(
  tx: Tx,
  { gatheringId, personId }: { gatheringId: string; personId: string },
): Promise<void> {
  await tx
    .delete(meetingClaims)
    .where(and(eq(meetingClaims.gatheringId, gatheringId), eq(meetingClaims.personId, personId)));
  const gone = await tx
    .delete(encounters)
    .where(
      and(
        eq(encounters.gatheringId, gatheringId),
        inArray(encounters.evidence, [...SAID]),
        or(eq(encounters.personA, personId), eq(encounters.personB, personId)),
      ),
    )
    .returning({ personA: encounters.personA, personB: encounters.personB });
  for (const { personA, personB } of gone) await loosenTies(tx, personA, personB);
}

/** What was tied by two encounters is one encounter again when the other one has gone. */
export async function loosenTies(tx: Tx, personA: string, personB: string): Promise<void> {
  const ties = await tx
    .select({ id: encounters.id, metAt: encounters.metAt, gatheringId: encounters.gatheringId })
    .from(encounters)
    .where(
      and(
        eq(encounters.personA, personA),
        eq(encounters.personB, personB),
        eq(encounters.evidence, 'met-again'),
      ),
    );
  for (const tie of ties) {
    if (await metApart(tx, personA, personB, tie)) continue;
    await tx
      .update(encounters)
      .set({ level: LEVEL_BOTH_SAID, evidence: 'both-said' })
      .where(eq(encounters.id, tie.id));
  }
}

/** Deletes what one person alone said more than 30 days ago. */
export async function forgetClaims(tx: Tx, now: Date): Promise<void> {
  await tx
    .delete(meetingClaims)
    .where(lt(meetingClaims.saidAt, new Date(now.getTime() - CLAIM_DAYS * DAY_MS)));
}
