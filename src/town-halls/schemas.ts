import { type Static, Type } from 'typebox';

import { CalendarDate, Id, Instant, Nullable, OneOf, Page, Strict } from '../http/schemas.ts';

const QUESTION_MAX = 500;
export const TEXT_MAX = 2_000;
export const NAME_MAX = 200;
const ANSWERS_WITHIN_DAYS_MAX = 60;

const Order = OneOf('votes', 'location-in-turn');
/** Random: it tells neither who asked nor when. */
const QuestionId = Type.String({ format: 'uuid' });
export const QuestionParams = Strict({ id: Id, questionId: QuestionId });

export const QuestionBoxSchema = Type.Object({
  state: OneOf('not-yet', 'open', 'closed', 'published'),
  opensAt: Instant,
  closesAt: Type.String({ format: 'date-time', description: 'With the end of the gathering' }),
  order: Order,
  answersDueAt: Type.String({
    format: 'date-time',
    description: 'Until when what became of each question is to be published',
  }),
  publishedAt: Nullable(Instant),
});

export const QuestionBoxChange = Strict({
  order: Type.Optional(Order),
  opensAt: Type.Optional(Type.String({ format: 'date-time', description: 'Before the town hall begins' })),
  answersWithinDays: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: ANSWERS_WITHIN_DAYS_MAX,
      description:
        'Days after the town hall within which what became of each question is published; 5 unless chosen',
    }),
  ),
});

export const NewQuestion = Strict({ text: Type.String({ minLength: 1, maxLength: QUESTION_MAX }) });
export const Asked = Type.Object({ outcome: OneOf('asked') });

export const QuestionSchema = Type.Object({
  id: QuestionId,
  text: Nullable(Type.String({ description: 'null once it was removed' })),
  location: Nullable(Type.String({ description: 'Where the asker works, where five or more people do' })),
  votes: Type.Integer(),
  yours: Type.Boolean({ description: 'Whether you vote for it; false once the box is closed' }),
  state: OneOf('open', 'merged', 'removed'),
  mergedInto: Nullable(QuestionId),
  removalReason: Nullable(Type.String()),
  outcome: Nullable(OneOf('answered', 'promised', 'not-answered')),
  answer: Nullable(Type.String()),
  promisedBy: Nullable(Type.String()),
  promisedOn: Nullable(CalendarDate),
});
export type QuestionAnswer = Static<typeof QuestionSchema>;
export const QuestionPage = Page(QuestionSchema);

export const MergeBody = Strict({
  into: Type.String({ format: 'uuid', description: 'The question that stays' }),
});
export const RemoveBody = Strict({
  reason: Type.String({ minLength: 1, maxLength: QUESTION_MAX, description: 'Shown to everybody' }),
});
export const OutcomeBody = Strict({
  outcome: OneOf('answered', 'promised', 'not-answered'),
  answer: Type.Optional(Nullable(Type.String({ maxLength: TEXT_MAX }))),
  promisedBy: Type.Optional(Nullable(Type.String({ maxLength: NAME_MAX, description: 'Who will answer' }))),
  promisedOn: Type.Optional(Nullable(CalendarDate)),
});
export type OutcomeInput = Static<typeof OutcomeBody>;
export const Voted = Type.Object({ outcome: OneOf('voted', 'taken-back') });
