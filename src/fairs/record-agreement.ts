import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { fairAgreements, type Gathering } from '../db/schema/index.ts';
import { oweLetters } from '../letters/owe-letters.ts';
import type { InputError } from '../problems.ts';
import type { NewAgreementInput } from './schemas.ts';

const DAY_MS = 86_400_000;
/** When both are asked whether it is kept (domain rules §1). */
export const CHECKED_AFTER_DAYS = 90;

/**
 * Records who helps whom with what, and owes both the question whether it is kept 90 days after the fair, or after it
 * was recorded where that is later. Both must have a part in the fair. Recorded twice it stays as it was.
 */
export async function recordAgreement(
  tx: Tx,
  input: { gathering: Pick<Gathering, 'id' | 'endsAt'>; agreement: NewAgreementInput; createdBy: string },
  now: Date,
): Promise<{ id: string } | { errors: InputError[] }> {
  const { gathering, createdBy } = input;
  const { supplierId, demanderId, topic, firstStep, date } = input.agreement;
  if (supplierId === demanderId) {
    return { errors: [{ pointer: '/demanderId', message: 'must be somebody else than who helps' }] };
  }
  const parts = await tx.execute<{ id: string }>(sql`
    select person.id from people person
    where person.id in (${supplierId}, ${demanderId}) and (
      exists (select from invitations where gathering_id = ${gathering.id} and person_id = person.id and uninvited_at is null)
      or exists (select from stall_staff where gathering_id = ${gathering.id} and person_id = person.id)
      or exists (select from check_ins where gathering_id = ${gathering.id} and person_id = person.id))
    for key share`);
  const known = new Set(parts.map(({ id }) => id));
  const errors = (['supplierId', 'demanderId'] as const).flatMap((field) =>
    known.has(input.agreement[field]) ? [] : [{ pointer: `/${field}`, message: 'has no part in this fair' }],
  );
  if (errors.length > 0) return { errors };
  const [row] = await tx
    .insert(fairAgreements)
    .values({
      id: uuidv7({ msecs: now.getTime() }),
      gatheringId: gathering.id,
      ...{ supplierId, demanderId, topic, firstStep, firstStepOn: date, createdBy, createdAt: now },
    })
    .onConflictDoUpdate({
      target: [
        fairAgreements.gatheringId,
        fairAgreements.supplierId,
        fairAgreements.demanderId,
        fairAgreements.topic,
      ],
      set: { topic },
    })
    .returning({ id: fairAgreements.id });
  if (!row) throw new Error('an insert returned no row');
  const from = Math.max(now.getTime(), gathering.endsAt.getTime());
  const dueAt = new Date(from + CHECKED_AFTER_DAYS * DAY_MS);
  const letters = [supplierId, demanderId].map((personId) => ({
    kind: 'fair.agreement-check' as const,
    ...{ personId, subjectId: row.id, dueAt },
  }));
  await oweLetters(tx, letters, now);
  return { id: row.id };
}
