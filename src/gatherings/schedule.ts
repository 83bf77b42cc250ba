import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { type Gathering, gatherings, OFFER_HOURS_DEFAULT } from '../db/schema/index.ts';
import type { InputError } from '../problems.ts';
import { answerUntilErrors } from './answer-until-errors.ts';
import { checkPlan } from './check-plan.ts';
import { FORMATS } from './formats/index.ts';
import { type Plan, readPlan, timesOf } from './plan.ts';
import type { ScheduleInput } from './schemas.ts';

/** What an organiser need not say. No capacity is no limit: nobody is put on a waiting list by surprise. */
export const LEFT_OUT = {
  purpose: null,
  place: null,
  onlineUrl: null,
  capacity: null,
  hybrid: false,
  remoteCapacity: null,
  facilitatorId: null,
  mixing: null,
  reminders: {},
  offerHours: OFFER_HOURS_DEFAULT,
  asksNeeds: false,
  guestsAllowed: 0,
};

/** What a format's own slice adds to a plan: another agenda than the format's, and what those invited are told. */
export type Prepared = Partial<Pick<Gathering, 'agenda' | 'briefing'>>;

/** Schedules a gathering, or says everything that stands against it. `createdBy` is the actor who owns it. */
export async function schedule(
  tx: Tx,
  { format, answerUntil: until = null, ...input }: ScheduleInput,
  createdBy: string,
  now: Date,
  prepared: Prepared = {},
): Promise<{ gathering: Gathering } | { errors: InputError[] }> {
  const read = readPlan({ ...LEFT_OUT, ...input });
  if ('errors' in read) return read;
  const plan = read.values as Plan;
  const planned = { ...plan, ...prepared, format, ...timesOf(plan) };
  const errors = await checkPlan(tx, planned, new Set(Object.keys(plan) as (keyof Plan)[]), now);
  const answerUntil = until === null ? null : new Date(until);
  errors.push(...answerUntilErrors(answerUntil, planned.startsAt, now));
  if (errors.length > 0) return { errors };
  const row = {
    ...planned,
    answerUntil,
    id: uuidv7({ msecs: now.getTime() }),
    agenda: prepared.agenda ?? FORMATS[format].agenda(plan.durationMinutes),
    calendarUid: randomUUID(),
    createdBy,
    createdAt: now,
    updatedAt: now,
  };
  const [gathering] = await tx.insert(gatherings).values(row).returning();
  if (!gathering) throw new Error('an insert returned no row');
  return { gathering };
}
