/** When the last answer counts: at the cut-off that the organiser set, and at the start at the latest. */
export function closesAt({ answerUntil, startsAt }: { answerUntil: Date | null; startsAt: Date }): Date {
  return answerUntil !== null && answerUntil < startsAt ? answerUntil : startsAt;
}
