import { and, count, eq, isNotNull, isNull, notInArray } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { invitations, type ProgrammeSettings, programmeMembers } from '../db/schema/index.ts';
import type { Engine } from '../engine/engine.ts';
import { answerSeries } from '../invitations/answer-series.ts';
import type { Invitee } from '../invitations/draw-question.ts';
import { notInvitable } from '../invitations/invite.ts';
import { datesToCome, inviteToSeries } from '../invitations/invite-to-series.ts';
import type { InputError } from '../problems.ts';
import { programmeFormat } from './formats/index.ts';
import type { ProgrammeRow } from './queries.ts';
import { readSettings } from './read-settings.ts';

/** What became of people who come in. */
export type Joined =
  | { outcome: 'ended' }
  | { outcome: 'full'; capacity: number }
  | { outcome: 'impossible'; errors: InputError[] }
  | { outcome: 'joined'; added: string[] };

/** `accepted`: by their own word, so that their invitation is answered already. */
export type Joining = {
  row: ProgrammeRow;
  personIds: string[];
  accepted: boolean;
  settings?: ProgrammeSettings;
  /** Why each comes in, where a draw chose them. */
  invitees?: Invitee[];
  engine: Engine;
  invitationsMax: number;
};

/**
 * Makes people members, all or nothing, and where the format does so invites them to every date to come: one mail, one
 * calendar entry. Members stay as they are. Programme and series must be locked, which is what keeps to the capacity.
 */
export async function join(tx: Tx, joining: Joining, now: Date): Promise<Joined> {
  const { row, personIds } = joining;
  const { programme, series } = row;
  const format = programmeFormat(programme.format);
  const [next] = await datesToCome(tx, series.id, now);
  if (programme.status === 'ended' || series.status === 'cancelled' || !next) return { outcome: 'ended' };
  const errors = await notInvitable(tx, personIds, now);
  if (errors.length > 0) return { outcome: 'impossible', errors };
  const read = readSettings(format.memberSettings, joining.settings ?? {});
  if ('errors' in read) return { outcome: 'impossible', errors: read.errors };
  const { capacity } = series.plan;
  if (capacity !== null && (await membersWith(tx, programme.id, personIds)) > capacity) {
    return { outcome: 'full', capacity };
  }
  const added = await insertMembers(tx, joining, read.settings, now);
  if (format.invitesToSeries && added.length > 0) await invite(tx, joining, added, now);
  return { outcome: 'joined', added };
}

/** Who was a member before comes in anew; the choices of their own stay unless given. */
async function insertMembers(
  tx: Tx,
  { row: { programme }, personIds, settings: given }: Joining,
  settings: ProgrammeSettings,
  now: Date,
): Promise<string[]> {
  const again = { joinedAt: now, leftAt: null, leftBy: null, pausedUntil: null, skippedDate: null };
  const rows = personIds.map((personId) => ({
    programmeId: programme.id,
    personId,
    settings,
    joinedAt: now,
  }));
  const inserted = await tx
    .insert(programmeMembers)
    .values(rows)
    .onConflictDoUpdate({
      target: [programmeMembers.programmeId, programmeMembers.personId],
      set: given ? { ...again, settings } : again,
      setWhere: isNotNull(programmeMembers.leftAt),
    })
    .returning({ personId: programmeMembers.personId });
  return inserted.map(({ personId }) => personId);
}

/** How many members there are once these have come in. */
async function membersWith(tx: Tx, programmeId: string, personIds: string[]): Promise<number> {
  const [row] = await tx
    .select({ others: count() })
    .from(programmeMembers)
    .where(
      and(
        eq(programmeMembers.programmeId, programmeId),
        isNull(programmeMembers.leftAt),
        notInArray(programmeMembers.personId, personIds),
      ),
    );
  return (row?.others ?? 0) + new Set(personIds).size;
}

async function invite(
  tx: Tx,
  { row: { series }, accepted, invitees, engine, invitationsMax }: Joining,
  personIds: string[],
  now: Date,
): Promise<void> {
  const request = invitees
    ? { invitees: invitees.filter(({ personId }) => personIds.includes(personId)) }
    : { personIds };
  await inviteToSeries(tx, { series, request, engine, invitationsMax, early: null }, now);
  if (!accepted) return;
  for (const personId of personIds) {
    const [standing] = await tx
      .select({ id: invitations.id })
      .from(invitations)
      .where(and(eq(invitations.seriesId, series.id), eq(invitations.personId, personId)));
    if (standing) await answerSeries(tx, { key: { invitationId: standing.id }, answer: 'accepted' }, now);
  }
}
