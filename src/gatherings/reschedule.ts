import { isDeepStrictEqual } from 'node:util';
import { and, eq, isNotNull, or, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type Gathering, gatherings, invitations } from '../db/schema/index.ts';
import type { InputError } from '../problems.ts';
import { answerUntilErrors } from './answer-until-errors.ts';
import { checkPlan } from './check-plan.ts';
import type { FormatName } from './formats/format.ts';
import { FORMATS } from './formats/index.ts';
import { isOpen } from './is-open.ts';
import { nextSequence } from './next-sequence.ts';
import { oweUpdates } from './owe-news.ts';
import { type Plan, readPlan, timesOf } from './plan.ts';
import type { RescheduleInput } from './schemas.ts';

/** Where and when: who changes one of these asks everybody to look into their calendar again (RFC 5546 §2.1.4). */
export const CALENDAR_FIELDS: readonly (keyof Plan)[] = [
  'startLocal',
  'timeZone',
  'durationMinutes',
  'place',
  'onlineUrl',
];

/** What became of a change; `placesAdded` says that people on the waiting list may now come in. */
export type Rescheduled =
  | { outcome: 'not-open' }
  | { outcome: 'impossible'; errors: InputError[] }
  | { outcome: 'unchanged'; gathering: Gathering }
  | { outcome: 'changed'; gathering: Gathering; placesAdded: boolean };

/**
 * Changes a gathering that has not begun. A new time or place raises its revision and owes an update to those it
 * concerns; another text does neither, and what is said again changes nothing. The row must be locked by this
 * transaction.
 */
export async function reschedule(
  tx: Tx,
  gathering: Gathering,
  { answerUntil: until, ...input }: RescheduleInput,
  now: Date,
): Promise<Rescheduled> {
  if (!isOpen(gathering, now)) return { outcome: 'not-open' };
  const read = readPlan(input, gathering.reminders);
  if ('errors' in read) return { outcome: 'impossible', errors: read.errors };
  const changed = changesOf(gathering, read.values);
  const answerUntil = cutOff(gathering, until);
  const recut = answerUntil?.getTime() !== gathering.answerUntil?.getTime();
  if (changed.size === 0 && !recut) return { outcome: 'unchanged', gathering };
  const plan = { ...gathering, ...read.values };
  const planned = { ...plan, ...timesOf(plan) };
  const errors = [
    ...(await checkPlan(tx, planned, changed, now)),
    ...(changed.has('capacity') ? await capacityErrors(tx, planned) : []),
    ...(recut ? answerUntilErrors(answerUntil, planned.startsAt, now) : []),
  ];
  if (errors.length > 0) return { outcome: 'impossible', errors };

  const moved = CALENDAR_FIELDS.some((field) => changed.has(field));
  const [updated] = await tx
    .update(gatherings)
    .set({
      ...read.values,
      ...timesOf(plan),
      answerUntil,
      ...(changed.has('durationMinutes') ? { agenda: agendaOf(plan) } : {}),
      sequence: moved ? await nextSequence(tx, gathering) : gathering.sequence,
      updatedAt: now,
    })
    .where(eq(gatherings.id, gathering.id))
    .returning();
  if (!updated) throw new Error('the locked gathering is gone');
  if (moved) await oweUpdates(tx, updated, now);
  return { outcome: 'changed', gathering: updated, placesAdded: placesAdded(gathering, updated) };
}

function changesOf(gathering: Gathering, values: Partial<Plan>): Set<keyof Plan> {
  const fields = Object.keys(values) as (keyof Plan)[];
  return new Set(fields.filter((field) => !isDeepStrictEqual(values[field], gathering[field])));
}

function agendaOf({ format, durationMinutes }: Gathering) {
  return FORMATS[format as FormatName].agenda(durationMinutes);
}

/** A cut-off that is not named stays; one that comes to lie after an earlier start means the start. */
function cutOff({ answerUntil }: Gathering, until: string | null | undefined): Date | null {
  if (until === undefined) return answerUntil;
  return until === null ? null : new Date(until);
}

function placesAdded(before: Gathering, after: Gathering): boolean {
  return before.capacity !== null && (after.capacity === null || after.capacity > before.capacity);
}

/** Nobody who was told that they have a place loses it. */
async function capacityErrors(tx: Tx, { id, capacity }: Gathering): Promise<InputError[]> {
  if (capacity === null) return [];
  const [row] = await tx
    .select({ taken: sql<number>`coalesce(sum(1 + jsonb_array_length(${invitations.guests})), 0)::int` })
    .from(invitations)
    .where(
      and(
        eq(invitations.gatheringId, id),
        or(eq(invitations.answer, 'accepted'), isNotNull(invitations.offeredUntil)),
      ),
    );
  const taken = row?.taken ?? 0;
  if (taken <= capacity) return [];
  const message = `is below the ${taken} who have accepted or were offered a place, guests included; set ${taken} or more`;
  return [{ pointer: '/capacity', message }];
}
