import { and, asc, eq, inArray } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

import { hasLeft } from '../calendar/time-zones.ts';
import type { Tx } from '../db/connect.ts';
import { assessmentVoters, people, type SelfAssessment, selfAssessments } from '../db/schema/index.ts';
import { oweLetters } from '../letters/owe-letters.ts';
import type { InputError } from '../problems.ts';
import { findFramework } from './queries.ts';
import type { OpenSessionInput } from './schemas.ts';

/**
 * Opens a team's session and writes to those who vote in it: everybody of the unit unless some are named. Says
 * everything that stands against it, and then opens nothing.
 */
export async function openSession(
  tx: Tx,
  input: OpenSessionInput & { createdBy: string },
  now: Date,
): Promise<{ opened: SelfAssessment } | { errors: InputError[] }> {
  const { frameworkId, facilitatorId = null, voterIds, createdBy } = input;
  const unit = input.unit.normalize('NFC');
  const errors: InputError[] = [];
  if (!(await findFramework(tx, frameworkId))) {
    errors.push({
      pointer: '/frameworkId',
      message: 'is not the id of a framework; list them at /frameworks',
    });
  }
  const team = (
    await tx
      .select({ id: people.id, leftOn: people.leftOn, timeZone: people.timeZone })
      .from(people)
      .where(and(eq(people.unit, unit), eq(people.kind, 'staff')))
      .orderBy(asc(people.id))
  ).filter((person) => !hasLeft(person, now));
  if (team.length === 0) errors.push({ pointer: '/unit', message: 'is not a unit that anybody works in' });
  const ids = new Set(team.map(({ id }) => id));
  (voterIds ?? []).forEach((id, i) => {
    if (!ids.has(id)) errors.push({ pointer: `/voterIds/${i}`, message: 'is not somebody of this unit' });
  });
  if (facilitatorId !== null) {
    const found = await tx
      .select({ id: people.id })
      .from(people)
      .where(inArray(people.id, [facilitatorId]));
    if (found.length === 0) {
      errors.push({ pointer: '/facilitatorId', message: 'is not the id of a person in the directory' });
    }
  }
  if (errors.length > 0) return { errors };
  const row = { id: uuidv7(), frameworkId, unit, facilitatorId, createdBy, createdAt: now };
  const [opened] = await tx.insert(selfAssessments).values(row).returning();
  if (!opened) throw new Error('an insert returned no row');
  const voters = [...new Set(voterIds ?? ids)];
  await tx
    .insert(assessmentVoters)
    .values(voters.map((personId) => ({ selfAssessmentId: opened.id, personId })));
  await oweLetters(
    tx,
    voters.map((personId) => ({ kind: 'self-assessment.vote', personId, subjectId: opened.id })),
    now,
  );
  return { opened };
}
