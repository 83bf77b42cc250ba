import { type Static, Type } from 'typebox';

import { WEEKDAYS } from '../calendar/recurrence.ts';
import { GatheringSchema, RescheduleBody, ScheduleBody, WarningSchema } from '../gatherings/schemas.ts';
import { CalendarDate, Id, Instant, Nullable, OneOf, Page, pageQuery, Strict } from '../http/schemas.ts';

/** Every so many days, weeks or months; once in more than a year is no series. */
const INTERVAL_MAX = 12;
/** The dates of a rule that ends are made at once. */
export const DATES_MAX = 200;

const FrequencySchema = OneOf('daily', 'weekly', 'monthly');
const interval = Type.Integer({ minimum: 1, maximum: INTERVAL_MAX, description: 'Every so many; default 1' });
const weekdays = Type.Array(Type.Enum([...WEEKDAYS]), { maxItems: WEEKDAYS.length, uniqueItems: true });
const monthDay = Nullable(
  Type.Integer({
    minimum: -1,
    maximum: 31,
    description: 'Day of the month; months without it are skipped, -1 is the last day',
  }),
);
const position = Nullable(
  Type.Integer({ minimum: -1, maximum: 4, description: 'Which such weekday of the month; -1 is the last' }),
);
const count = Nullable(Type.Integer({ minimum: 1, maximum: DATES_MAX }));
const until = Nullable(CalendarDate);

/** How a series repeats, as it is asked for; what is left out follows from the start. */
export const RecurrenceBody = Strict(
  {
    frequency: FrequencySchema,
    interval: Type.Optional(interval),
    weekdays: Type.Optional(weekdays),
    monthDay: Type.Optional(monthDay),
    position: Type.Optional(position),
    count: Type.Optional(count),
    until: Type.Optional(until),
  },
  {
    description:
      'weekly: `weekdays`, or the weekday of the start. monthly: `monthDay`, or one weekday with its `position`, ' +
      'or the day of the start. `count` or `until` (the last day, included), or neither for no end. The local time ' +
      'stays when the clocks change; a date on which it does not exist is passed over (RFC 5545 §3.3.10).',
  },
);
export type RecurrenceInput = Static<typeof RecurrenceBody>;

/** Dates of a series are answered until they begin: a cut-off is an instant, and belongs to one date. */
const { answerUntil: _, ...ScheduleFields } = ScheduleBody.properties;
const { answerUntil: __, ...ChangeFields } = RescheduleBody.properties;

export const ScheduleSeriesBody = Strict({ ...ScheduleFields, recurrence: RecurrenceBody });
export type ScheduleSeriesInput = Static<typeof ScheduleSeriesBody>;

export const ChangeSeriesBody = Strict({
  ...ChangeFields,
  recurrence: Type.Optional(RecurrenceBody),
  from: Type.Optional(
    Type.String({
      format: 'uuid',
      description:
        'The gathering from which on it holds; left out, from the next one. What has begun never changes.',
    }),
  ),
});
export type ChangeSeriesInput = Static<typeof ChangeSeriesBody>;

const {
  format,
  title,
  purpose,
  start,
  timeZone,
  durationMinutes,
  place,
  onlineUrl,
  capacity,
  hybrid,
  remoteCapacity,
  mixing,
  reminders,
  offerHours,
  asksNeeds,
  guestsAllowed,
} = GatheringSchema.properties;

/** A series as answered. What only those who manage it see is left out for the people invited. */
export const SeriesSchema = Type.Object({
  id: Id,
  format,
  title,
  purpose,
  start,
  timeZone,
  durationMinutes,
  place,
  onlineUrl,
  capacity,
  hybrid,
  remoteCapacity,
  mixing,
  reminders,
  offerHours,
  asksNeeds,
  guestsAllowed,
  hostId: Nullable(Id),
  facilitatorId: Nullable(Id),
  recurrence: Type.Object({
    frequency: FrequencySchema,
    interval: Type.Integer(),
    weekdays: Type.Array(Type.Enum([...WEEKDAYS])),
    monthDay: Nullable(Type.Integer()),
    position: Nullable(Type.Integer()),
    count: Nullable(Type.Integer()),
    until,
  }),
  status: OneOf('scheduled', 'cancelled'),
  cancelReason: Nullable(Type.String()),
  continues: Nullable(
    Type.String({ format: 'uuid', description: 'The series whose later dates this one took over' }),
  ),
  createdAt: Instant,
  updatedAt: Instant,
  audience: GatheringSchema.properties.audience,
  createdBy: Type.Optional(Id),
  warnings: Type.Optional(
    Type.Array(WarningSchema, {
      description:
        'Where it is shown by itself to those who manage it: how fair its hours are to the time zones of its audience',
    }),
  ),
});
export type SeriesAnswer = Static<typeof SeriesSchema>;
export const SeriesPage = Page(SeriesSchema);
export const SeriesQuery = Strict(pageQuery);
