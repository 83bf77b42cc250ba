const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Mails that the clock owes, not a person. */
export const REMINDER_KINDS = ['no-answer', 'day-before', 'hour-before'] as const;
export type ReminderKind = (typeof REMINDER_KINDS)[number];

/** How long before the start each reminder to those who come goes out, and until when it is of use. */
export const BEFORE_START: Record<'day-before' | 'hour-before', { fromMs: number; untilMs: number }> = {
  'day-before': { fromMs: 24 * HOUR_MS, untilMs: 2 * HOUR_MS },
  'hour-before': { fromMs: HOUR_MS, untilMs: 0 },
};
/** Who has not answered by now will not plan for it any more. */
export const ANSWER_USEFUL_MS = HOUR_MS;
/** Nobody gets more mails of one kind about one invitation than this (domain rules §6.9). */
export const NUDGES_MAX = 3;

/** Until when a reminder of a gathering that begins then is of use. */
export function usefulUntil(kind: ReminderKind, startsAt: Date): Date {
  const beforeMs = kind === 'no-answer' ? ANSWER_USEFUL_MS : BEFORE_START[kind].untilMs;
  return new Date(startsAt.getTime() - beforeMs);
}

/** Whether this is one of the reminders. */
export function isReminder(kind: string): kind is ReminderKind {
  return REMINDER_KINDS.some((reminder) => reminder === kind);
}
