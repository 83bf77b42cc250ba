import { and, eq, inArray, isNull } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { invitations, type ProgrammeMember, programmeMembers } from '../db/schema/index.ts';
import { uninviteFromSeries } from '../invitations/uninvite.ts';
import type { ProgrammeRow } from './queries.ts';

/**
 * Ends these memberships: whoever was invited to the dates to come is taken off them, calendar included. Returns who
 * was a member. Programme and series must be locked.
 */
export async function leave(
  tx: Tx,
  {
    row: { programme, series },
    personIds,
    by,
  }: { row: ProgrammeRow; personIds: string[]; by: NonNullable<ProgrammeMember['leftBy']> },
  now: Date,
): Promise<string[]> {
  const left = await tx
    .update(programmeMembers)
    .set({ leftAt: now, leftBy: by, pausedUntil: null, skippedDate: null })
    .where(
      and(
        eq(programmeMembers.programmeId, programme.id),
        inArray(programmeMembers.personId, personIds),
        isNull(programmeMembers.leftAt),
      ),
    )
    .returning({ personId: programmeMembers.personId });
  const ids = left.map(({ personId }) => personId);
  if (ids.length === 0) return [];
  const standing = await tx
    .select({ id: invitations.id })
    .from(invitations)
    .where(
      and(
        eq(invitations.seriesId, series.id),
        inArray(invitations.personId, ids),
        isNull(invitations.uninvitedAt),
      ),
    )
    .orderBy(invitations.id);
  for (const { id } of standing) await uninviteFromSeries(tx, { series, invitationId: id }, now);
  return ids;
}
