import type { Static } from 'typebox';

import { ANSWERS_WITHIN_DAYS, type Gathering, type QuestionBox } from '../db/schema/index.ts';
import { opensAt } from './open-box.ts';
import type { CountedQuestion } from './queries.ts';
import type { QuestionAnswer, QuestionBoxSchema } from './schemas.ts';

const DAY_MS = 86_400_000;

/** The state of a question box, which may not have been used yet. */
export function boxState(
  { startsAt, endsAt, status }: Pick<Gathering, 'startsAt' | 'endsAt' | 'status'>,
  box: Pick<QuestionBox, 'opensAt' | 'closedAt' | 'publishedAt'> | null,
  now: Date,
): Static<typeof QuestionBoxSchema>['state'] {
  if (box?.publishedAt) return 'published';
  if (box?.closedAt || status !== 'scheduled' || endsAt <= now) return 'closed';
  return opensAt({ startsAt }, box) <= now ? 'open' : 'not-yet';
}

/** A question box as answered. */
export function boxAnswer(
  gathering: Pick<Gathering, 'startsAt' | 'endsAt' | 'status'>,
  box: QuestionBox | null,
  now: Date,
): Static<typeof QuestionBoxSchema> {
  const days = box?.answersWithinDays ?? ANSWERS_WITHIN_DAYS;
  return {
    state: boxState(gathering, box, now),
    opensAt: opensAt(gathering, box).toISOString(),
    closesAt: gathering.endsAt.toISOString(),
    order: box?.order ?? 'votes',
    answersDueAt: new Date(gathering.endsAt.getTime() + days * DAY_MS).toISOString(),
    publishedAt: box?.publishedAt?.toISOString() ?? null,
  };
}

/** A question as answered; outcomes are for those who manage the town hall until they are published. */
export function questionAnswer(
  { gatheringId: _, ...question }: CountedQuestion,
  shown: { mine: ReadonlySet<string>; outcomes: boolean },
): QuestionAnswer {
  const { id, text, state, outcome, answer, promisedBy, promisedOn } = question;
  const told = shown.outcomes
    ? { outcome, answer, promisedBy, promisedOn }
    : { outcome: null, answer: null, promisedBy: null, promisedOn: null };
  return {
    ...question,
    text: state === 'removed' ? null : text,
    yours: shown.mine.has(id),
    ...told,
  };
}
