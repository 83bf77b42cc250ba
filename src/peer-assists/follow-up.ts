import { and, eq, exists, inArray, isNull, lte, ne, not, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { gatherings, letters, peerAssists } from '../db/schema/index.ts';
import { type OwedLetter, oweLetters } from '../letters/owe-letters.ts';
import { actionsAskedAt, outcomesAskedAt } from './follow-up-days.ts';
import { meetsAfter } from './queries.ts';

/** Keeps one turn short; the next takes the rest. */
const ASSISTS_MAX = 200;
/** Our default: time to read and print the sheet. */
const SHEET_BEFORE_MS = 24 * 60 * 60_000;

/**
 * Owes what comes by itself with time: the sheet a day before the meeting, to host and facilitator; and once it is
 * over, the questions to the host, each with its own day. Asked as often as one likes, it owes each once; a cancelled
 * meeting is left alone.
 */
export async function followUp(tx: Tx, now: Date): Promise<void> {
  await oweSheets(tx, now);
  await oweQuestions(tx, now);
}

async function oweSheets(tx: Tx, now: Date): Promise<void> {
  const hasSheet = exists(
    tx
      .select({ one: sql`1` })
      .from(letters)
      .where(and(eq(letters.subjectId, peerAssists.id), eq(letters.kind, 'peer-assist.sheet-ready'))),
  );
  const soon = await tx
    .select({
      id: peerAssists.id,
      hostId: gatherings.hostId,
      facilitatorId: gatherings.facilitatorId,
      gatheringId: gatherings.id,
    })
    .from(peerAssists)
    .innerJoin(gatherings, eq(gatherings.id, peerAssists.gatheringId))
    .where(
      and(
        meetsAfter(now),
        lte(gatherings.startsAt, new Date(now.getTime() + SHEET_BEFORE_MS)),
        not(hasSheet),
      ),
    )
    .limit(ASSISTS_MAX);
  const owed = soon.flatMap(({ id: subjectId, hostId, facilitatorId, gatheringId }) =>
    [hostId, facilitatorId]
      .filter((personId) => personId !== null)
      .map((personId): OwedLetter => ({ kind: 'peer-assist.sheet-ready', personId, subjectId, gatheringId })),
  );
  await oweLetters(tx, owed, now);
}

async function oweQuestions(tx: Tx, now: Date): Promise<void> {
  const over = await tx
    .select({ id: peerAssists.id, hostId: peerAssists.hostId, gathering: gatherings })
    .from(peerAssists)
    .innerJoin(gatherings, eq(gatherings.id, peerAssists.gatheringId))
    .where(
      and(
        eq(peerAssists.status, 'confirmed'),
        isNull(peerAssists.followedUpAt),
        ne(gatherings.status, 'cancelled'),
        lte(gatherings.endsAt, now),
      ),
    )
    .limit(ASSISTS_MAX)
    .for('update', { of: peerAssists, skipLocked: true });
  if (over.length === 0) return;
  const owed = over.flatMap(({ id: subjectId, hostId: personId, gathering }) => {
    if (personId === null) return [];
    return [
      ...actionsAskedAt(gathering).map((at) => ({ kind: 'peer-assist.actions-due' as const, ...at })),
      ...outcomesAskedAt(gathering).map((at) => ({ kind: 'peer-assist.outcome-due' as const, ...at })),
    ].map((letter): OwedLetter => ({ ...letter, personId, subjectId }));
  });
  await oweLetters(tx, owed, now);
  const ids = over.map(({ id }) => id);
  await tx.update(peerAssists).set({ followedUpAt: now }).where(inArray(peerAssists.id, ids));
}
