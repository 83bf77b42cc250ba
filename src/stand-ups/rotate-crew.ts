import { eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { programmes } from '../db/schema/index.ts';
import type { Engine } from '../engine/engine.ts';
import { datesToCome } from '../invitations/invite-to-series.ts';
import { keptReason } from '../invitations/say-reason.ts';
import { oweLetters } from '../letters/owe-letters.ts';
import type { StandUpSettings } from '../programmes/formats/stand-up.ts';
import { join } from '../programmes/join.ts';
import { leave } from '../programmes/leave.ts';
import { findProgramme, lockProgramme } from '../programmes/queries.ts';
import { rotationQuestion } from './rotation-question.ts';

/** What a rotation came to, by ids; null where none is owed (any more). */
export type Rotated = { left: string[]; joined: string[] } | null;

/**
 * Rotates the members of a stand-up before its next date: those who make room are taken off the later dates and told,
 * those who come in are invited to them with the reason of the draw. Once for each time it is owed.
 */
export async function rotateCrew(
  tx: Tx,
  { programmeId, ...drawing }: { programmeId: string; engine: Engine; invitationsMax: number },
  now: Date,
): Promise<Rotated> {
  await lockProgramme(tx, programmeId);
  const row = await findProgramme(tx, programmeId);
  if (row?.programme.status !== 'active') return null;
  const { rotatedOn, rotationOwedOn } = row.programme;
  const { rotateEveryWeeks, unitsMin } = row.programme.settings as StandUpSettings;
  const [next] = await datesToCome(tx, row.series.id, now);
  if (rotatedOn >= rotationOwedOn || rotateEveryWeeks === null || !next) return null;
  const { invitationsMax, engine } = drawing;
  const asked = { row, next, unitsMin, everyWeeks: rotateEveryWeeks, invitationsMax };
  const question = await rotationQuestion(tx, asked, now);
  const { leaving, joining } = await engine.run('rotate', question.pool.length, question);
  const left = await leave(tx, { row, personIds: leaving, by: 'rotation' }, now);
  await oweLetters(
    tx,
    left.map((personId) => ({
      kind: 'stand-up.rotated' as const,
      personId,
      subjectId: programmeId,
      occasion: rotationOwedOn,
    })),
    now,
  );
  // A capacity that was lowered in the meantime lets fewer in than went.
  const { capacity } = row.series.plan;
  const free = capacity === null ? joining.length : capacity - (question.members.length - left.length);
  const invitees = joining
    .slice(0, Math.max(0, free))
    .map(({ personId, reason }) => ({ personId, ...keptReason(reason) }));
  const personIds = invitees.map(({ personId }) => personId);
  if (personIds.length > 0) {
    const joined = await join(tx, { row, personIds, invitees, accepted: false, ...drawing }, now);
    if (joined.outcome !== 'joined')
      throw new Error(`a rotation could not fill its places: ${joined.outcome}`);
  }
  await tx.update(programmes).set({ rotatedOn: rotationOwedOn }).where(eq(programmes.id, programmeId));
  return { left, joined: personIds };
}
