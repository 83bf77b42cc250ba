import { and, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type Gathering, invitations, people, programmeMembers } from '../db/schema/index.ts';
import { audienceCondition, eligibleCondition } from '../gatherings/audience.ts';
import { defaultSeed } from '../invitations/default-seed.ts';
import { drawHistory, drawPeople } from '../invitations/draw-room.ts';
import type { MetPages, RotatingMember } from '../mixing/index.ts';
import type { RotateInput } from '../mixing/rotate.ts';
import type { ProgrammeRow } from '../programmes/queries.ts';

const DAY_MS = 86_400_000;
/** Who made room within so many rotations comes back only where nobody else is left (our default). */
const ROTATIONS_AWAY = 2;

export type RotationAsked = {
  row: ProgrammeRow;
  /** The date before which members rotate. */
  next: Gathering;
  unitsMin: number;
  everyWeeks: number;
  invitationsMax: number;
};

/**
 * What a rotation before a date reads: the members, and whoever the programme is for and is free on that date, not
 * invited too often lately and did not leave by their own or an organiser's word. Four queries.
 */
export async function rotationQuestion(
  tx: Tx,
  { row: { programme, series }, next, unitsMin, everyWeeks, invitationsMax }: RotationAsked,
  now: Date,
): Promise<Omit<RotateInput, 'history'> & { history: MetPages }> {
  const today = now.toISOString().slice(0, 'yyyy-mm-dd'.length);
  const members = await membersInTurn(tx, programme.id, series.id);
  const ids = members.map(({ id }) => id);
  const runs = [next.hostId, next.facilitatorId].filter((id) => id !== null);
  const barred = sql`exists (
    select from ${programmeMembers} was where was.programme_id = ${programme.id}
      and was.person_id = ${people.id} and (was.left_at is null or was.left_by is distinct from 'rotation'))`;
  const open = and(audienceCondition(next.audience), eligibleCondition(next), sql`not ${barred}`);
  const room = or(ids.length > 0 ? inArray(people.id, ids) : undefined, open);
  const rows = await drawPeople(tx, next, today, room);
  const since = new Date(now.getTime() - ROTATIONS_AWAY * everyWeeks * 7 * DAY_MS);
  const lately = await rotatedSince(tx, programme.id, since);
  const inside = new Set([...ids, ...runs]);
  return {
    members,
    pool: rows
      .filter(({ id, invitedWithinCap }) => !inside.has(id) && invitedWithinCap < invitationsMax)
      .map(({ id, unit, location, grade, invitedLately }) => ({
        id,
        unit,
        location,
        grade,
        invitedLately,
        lately: lately.has(id),
      })),
    history: await drawHistory(tx, next, room),
    unitsMin,
    seed: defaultSeed(next.id),
    today,
  };
}

/** Members with when they came in; who has declined every date does not come any more. */
async function membersInTurn(tx: Tx, programmeId: string, seriesId: string): Promise<RotatingMember[]> {
  const rows = await tx
    .select({
      id: people.id,
      unit: people.unit,
      location: people.location,
      grade: people.grade,
      joinedAt: programmeMembers.joinedAt,
      answer: invitations.answer,
    })
    .from(programmeMembers)
    .innerJoin(people, eq(people.id, programmeMembers.personId))
    .leftJoin(
      invitations,
      and(eq(invitations.seriesId, seriesId), eq(invitations.personId, programmeMembers.personId)),
    )
    .where(and(eq(programmeMembers.programmeId, programmeId), isNull(programmeMembers.leftAt)))
    .orderBy(people.id);
  return rows.map(({ joinedAt, answer, ...person }) => ({
    ...person,
    since: joinedAt.getTime(),
    gone: answer === 'declined',
  }));
}

async function rotatedSince(tx: Tx, programmeId: string, since: Date): Promise<Set<string>> {
  const rows = await tx
    .select({ personId: programmeMembers.personId })
    .from(programmeMembers)
    .where(
      and(
        eq(programmeMembers.programmeId, programmeId),
        eq(programmeMembers.leftBy, 'rotation'),
        gt(programmeMembers.leftAt, since),
      ),
    );
  return new Set(rows.map(({ personId }) => personId));
}
