import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { type Attendance, type Gathering, type Invitation, invitations } from '../db/schema/index.ts';
import { ANSWERS, answer } from './answer.ts';

/** PostgreSQL takes at most 65,535 parameters in a statement; a row here has 9. */
const ROWS_PER_INSERT = 7_000;

/**
 * Invites everybody who is invited to a series to these dates of it, and gives each date the answer for the series:
 * first come, first served where places are few. Who is invited to a date already stays as they are.
 */
export async function inviteToDates(tx: Tx, seriesId: string, dates: Gathering[], now: Date): Promise<void> {
  if (dates.length === 0) return;
  const standing = await tx
    .select()
    .from(invitations)
    .where(and(eq(invitations.seriesId, seriesId), isNull(invitations.uninvitedAt)))
    .orderBy(asc(invitations.answeredAt), asc(invitations.id));
  await addDateInvitations(tx, standing, dates, now);
  for (const { id, answer: given, attends } of standing) {
    await answerDates(tx, id, { dates, given, attends }, now);
  }
}

/** Writes the invitations to single dates that belong to these standing ones. */
export async function addDateInvitations(
  tx: Tx,
  standing: Invitation[],
  dates: Gathering[],
  now: Date,
): Promise<void> {
  const rows = standing.flatMap(({ id, personId, reason, reasonParts, drawSeed }) =>
    dates.map((date) => ({
      id: uuidv7(),
      gatheringId: date.id,
      standingId: id,
      personId,
      reason,
      reasonParts,
      drawSeed,
      createdAt: now,
    })),
  );
  for (let i = 0; i < rows.length; i += ROWS_PER_INSERT) {
    await tx
      .insert(invitations)
      .values(rows.slice(i, i + ROWS_PER_INSERT))
      .onConflictDoNothing({ target: [invitations.gatheringId, invitations.personId] });
  }
}

/**
 * Gives the dates of one standing invitation its answer, save those that were answered alone. Each date counts its own
 * places. Dates are taken in the order of their ids, as everybody does who locks several.
 */
export async function answerDates(
  tx: Tx,
  standingId: string,
  {
    dates,
    given,
    attends,
  }: { dates: Pick<Gathering, 'id'>[]; given: Invitation['answer']; attends?: Attendance | undefined },
  now: Date,
): Promise<void> {
  const wanted = given === 'waitlisted' ? 'accepted' : ANSWERS.find((known) => known === given);
  if (!wanted || dates.length === 0) return;
  const ids = dates.map(({ id }) => id);
  const mine = await tx
    .select({ id: invitations.id })
    .from(invitations)
    .where(
      and(
        eq(invitations.standingId, standingId),
        inArray(invitations.gatheringId, ids),
        eq(invitations.answeredAlone, false),
        isNull(invitations.uninvitedAt),
      ),
    )
    .orderBy(asc(invitations.gatheringId));
  if (mine.length === 0) return;
  for (const { id } of mine) await answer(tx, { key: { invitationId: id }, answer: wanted, attends }, now);
  const answered = mine.map(({ id }) => id);
  await tx.update(invitations).set({ answeredAlone: false }).where(inArray(invitations.id, answered));
}
