import { isDeepStrictEqual } from 'node:util';
import { and, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type Attendance, type Gathering, gatherings, invitations } from '../db/schema/index.ts';
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

/**
 * What became of a change; `placesAdded` says that people on the waiting list may now come in, `handedOver` that another
 * hosts or facilitates it.
 */
export type Rescheduled =
  | { outcome: 'not-open' }
  | { outcome: 'impossible'; errors: InputError[] }
  | { outcome: 'unchanged'; gathering: Gathering }
  | { outcome: 'changed'; gathering: Gathering; placesAdded: boolean; handedOver: boolean };

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
    ...(PLACES_FIELDS.some((field) => changed.has(field)) ? await placesErrors(tx, [planned], planned) : []),
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
  const handedOver = changed.has('hostId') || changed.has('facilitatorId');
  return { outcome: 'changed', gathering: updated, placesAdded: placesAdded(gathering, updated), handedOver };
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

/** What decides how many places there are. */
export const PLACES_FIELDS: readonly (keyof Plan)[] = ['capacity', 'hybrid', 'remoteCapacity'];

function placesAdded(before: Gathering, after: Gathering): boolean {
  return (['capacity', 'remoteCapacity'] as const).some((field) => {
    const [was, is] = [before[field], after[field]];
    return was !== null && (is === null || is > was);
  });
}

/** Nobody who was told that they have a place on one of these dates loses it, in the room or remotely. One query. */
export async function placesErrors(
  tx: Tx,
  dates: Pick<Gathering, 'id'>[],
  { capacity, hybrid, remoteCapacity }: Pick<Plan, 'capacity' | 'hybrid' | 'remoteCapacity'>,
): Promise<InputError[]> {
  const rows = await tx
    .select({
      attends: invitations.attends,
      taken: sql<number>`sum(1 + jsonb_array_length(${invitations.guests}))::int`,
    })
    .from(invitations)
    .where(
      and(
        inArray(
          invitations.gatheringId,
          dates.map(({ id }) => id),
        ),
        or(eq(invitations.answer, 'accepted'), isNotNull(invitations.offeredUntil)),
      ),
    )
    .groupBy(invitations.gatheringId, invitations.attends);
  const most = (mode: Attendance) =>
    Math.max(0, ...rows.flatMap(({ attends, taken }) => (attends === mode ? [taken] : [])));
  const [room, remote] = [most('room'), most('remote')];
  const below = (pointer: string, taken: number, places: number | null) =>
    places === null || taken <= places
      ? []
      : [
          {
            pointer,
            message: `is below the ${taken} who have accepted or were offered a place, guests included; set ${taken} or more`,
          },
        ];
  if (!hybrid && remote > 0) {
    const message = `must stay: ${remote} have accepted or were offered a place to join remotely, guests included`;
    return [{ pointer: '/hybrid', message }, ...below('/capacity', room, capacity)];
  }
  return [...below('/capacity', room, capacity), ...below('/remoteCapacity', remote, remoteCapacity)];
}
