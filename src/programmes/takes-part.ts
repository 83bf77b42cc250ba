import type { Person, ProgrammeMember } from '../db/schema/index.ts';

/** A date as those who may take part in it see it. */
export type DateAsked = {
  /** Its day by the calendar of the series, yyyy-mm-dd. */
  day: string;
  /** Its day where somebody lives. */
  dayIn(timeZone: string): string;
};

export type MemberBreaks = Pick<ProgrammeMember, 'leftAt' | 'pausedUntil' | 'skippedDate'>;
export type PersonBreaks = Pick<Person, 'leftOn' | 'pausedUntil' | 'awayFrom' | 'awayUntil' | 'timeZone'>;

/** Whether a member has a break on this day: the last day of a pause still belongs to it. */
export function isOff({ pausedUntil, skippedDate }: Omit<MemberBreaks, 'leftAt'>, day: string): boolean {
  return (pausedUntil !== null && pausedUntil >= day) || skippedDate === day;
}

/**
 * Whether a member takes part in a date: still in the programme and the organisation, and neither paused, skipping nor
 * away. Days of the person are those of their own time zone, the first and the last one included.
 */
export function takesPart(member: MemberBreaks, person: PersonBreaks, { day, dayIn }: DateAsked): boolean {
  if (member.leftAt !== null || isOff(member, day)) return false;
  const today = dayIn(person.timeZone);
  const { leftOn, pausedUntil, awayFrom, awayUntil } = person;
  if (leftOn !== null && leftOn <= today) return false;
  if (pausedUntil !== null && pausedUntil >= today) return false;
  if (awayFrom === null && awayUntil === null) return true;
  return (awayFrom !== null && awayFrom > today) || (awayUntil !== null && awayUntil < today);
}
