import type { InputError } from '../problems.ts';

/** What is wrong with a cut-off for answers: it lies in the past, or after the start. */
export function answerUntilErrors(answerUntil: Date | null, startsAt: Date, now: Date): InputError[] {
  if (answerUntil === null || (answerUntil > now && answerUntil <= startsAt)) return [];
  const message = answerUntil > now ? 'is after the start' : 'is in the past';
  return [{ pointer: '/answerUntil', message }];
}
