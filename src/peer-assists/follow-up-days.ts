import { instantOf, localOf } from '../calendar/time-zones.ts';
import type { Gathering } from '../db/schema/index.ts';
import { addDays, addWorkingDays } from './working-days.ts';

/** Working days that the host has to say what becomes of the ideas (domain rules §1). */
const ACTIONS_WITHIN = 10;
/** Our default: asked on the first of them, half way, and on the last. */
const ACTIONS_ASKED: readonly { occasion: string; workingDays: number }[] = [
  { occasion: 'first-day', workingDays: 1 },
  { occasion: 'half-way', workingDays: 5 },
  { occasion: 'last-day', workingDays: ACTIONS_WITHIN },
];
/** When the outcome is asked for. */
export const OUTCOME_AFTER = ['30-days', '90-days'] as const;
export type OutcomeAfter = (typeof OUTCOME_AFTER)[number];
const DAYS: Record<OutcomeAfter, number> = { '30-days': 30, '90-days': 90 };
/** Our default for the hour in which such a letter comes. */
const MORNING = '09:00:00';
const DAY_LENGTH = 'yyyy-mm-dd'.length;

type Held = Pick<Gathering, 'endsAt' | 'timeZone'>;

/** The last day of a meeting where it is held. */
function heldOn({ endsAt, timeZone }: Held): string {
  return localOf(new Date(endsAt.getTime() - 1), timeZone).local.slice(0, DAY_LENGTH);
}

const morningOf = (day: string, { timeZone }: Held) => instantOf(`${day}T${MORNING}`, timeZone).instant;

/** The day by which the host says what becomes of the ideas, yyyy-mm-dd. */
export function actionsDueOn(held: Held): string {
  return addWorkingDays(heldOn(held), ACTIONS_WITHIN);
}

/** When the host is asked for the actions: three times at most. */
export function actionsAskedAt(held: Held): { occasion: string; dueAt: Date }[] {
  return ACTIONS_ASKED.map(({ occasion, workingDays }) => ({
    occasion,
    dueAt: morningOf(addWorkingDays(heldOn(held), workingDays), held),
  }));
}

/** When the host is asked what came of it. */
export function outcomesAskedAt(held: Held): { occasion: OutcomeAfter; dueAt: Date }[] {
  return OUTCOME_AFTER.map((occasion) => ({
    occasion,
    dueAt: morningOf(addDays(heldOn(held), DAYS[occasion]), held),
  }));
}
