import { type Static, Type } from 'typebox';

import { CalendarDate, Id, Instant, Nullable, OneOf, Page, pageQuery, Strict } from '../http/schemas.ts';
import { FORMAT_NAMES } from './formats/format.ts';

export const TITLE_MAX = 200;
export const PURPOSE_MAX = 2_000;
const PLACE_MAX = 200;
/** What browsers and mail programs are known to follow. */
const URL_MAX = 2_000;
const ZONE_MAX = 64;
const DIRECTORY_TEXT_MAX = 100;
const AUDIENCE_NAMES_MAX = 500;
/** As many ids as fit into a body with room to spare; a larger audience is named by units or locations. */
const AUDIENCE_PEOPLE_MAX = 5_000;
/** Shorter is no gathering; longer than two days is several. */
const MINUTES_MIN = 5;
const MINUTES_MAX = 2_880;
const CAPACITY_MAX = 100_000;
/** More is a group of its own. */
export const GUESTS_MAX = 5;
/** A week: who waits longer than that has other plans. */
const OFFER_HOURS_MAX = 168;
const TABLE_SIZE_MIN = 2;
const TABLE_SIZE_MAX = 50;
const ROUNDS_MAX = 20;

const names = Type.Array(Type.String({ minLength: 1, maxLength: DIRECTORY_TEXT_MAX }), {
  maxItems: AUDIENCE_NAMES_MAX,
  uniqueItems: true,
});

export const AudienceSchema = Strict(
  {
    everyone: Type.Optional(Type.Literal(true)),
    units: Type.Optional(names),
    locations: Type.Optional(names),
    personIds: Type.Optional(Type.Array(Id, { maxItems: AUDIENCE_PEOPLE_MAX, uniqueItems: true })),
  },
  { description: 'Either {everyone: true}, or the union of the named units, locations and people.' },
);

export const MixingSchema = Strict({
  tableSize: Type.Integer({
    minimum: TABLE_SIZE_MIN,
    maximum: TABLE_SIZE_MAX,
    description: 'Tables of more than 8 record no encounters.',
  }),
  rounds: Type.Integer({ minimum: 1, maximum: ROUNDS_MAX }),
});

const RemindersSchema = Strict(
  {
    noAnswer: Type.Optional(
      Type.Boolean({ description: 'Once, half way to the start, to who has not answered' }),
    ),
    dayBefore: Type.Optional(Type.Boolean({ description: 'To those who come' })),
    hourBefore: Type.Optional(Type.Boolean({ description: 'To those who come' })),
  },
  {
    description:
      'Which reminders are mailed, by the quiet hours of each reader. Left out: noAnswer and dayBefore are, hourBefore is not.',
  },
);

const StartSchema = Type.String({
  format: 'date-time-local',
  description: 'Local time in `timeZone`, without offset; seconds may be left out.',
  examples: ['2026-12-03T14:00:00'],
});
const ZoneSchema = Type.String({ maxLength: ZONE_MAX, examples: ['Africa/Nairobi'] });
const title = Type.String({ minLength: 1, maxLength: TITLE_MAX });
const purpose = Nullable(Type.String({ maxLength: PURPOSE_MAX }));
const durationMinutes = Type.Integer({ minimum: MINUTES_MIN, maximum: MINUTES_MAX });
const place = Nullable(Type.String({ maxLength: PLACE_MAX }));
const onlineUrl = Nullable(Type.String({ maxLength: URL_MAX, description: 'http or https' }));
const capacity = Nullable(Type.Integer({ minimum: 1, maximum: CAPACITY_MAX, description: 'null: no limit' }));
const hybrid = Type.Boolean({
  description:
    'People come to the room or join remotely, as they choose with their answer; needs place and onlineUrl. ' +
    '`capacity` is that of the room. Default false',
});
const remoteCapacity = Nullable(
  Type.Integer({
    minimum: 1,
    maximum: CAPACITY_MAX,
    description: 'Remote places of a hybrid gathering; null: no limit',
  }),
);
const offerHours = Type.Integer({
  minimum: 1,
  maximum: OFFER_HOURS_MAX,
  description:
    'How long a place that comes free is kept for the person on the waiting list whom it is offered to; shorter near ' +
    'the start: at most half of the time left, at least 15 minutes. Default 12.',
});
const answerUntil = Nullable(
  Type.String({
    format: 'date-time',
    description: 'Until when people answer and change their answer; null: until the start',
  }),
);
const guestsAllowed = Type.Integer({
  minimum: 0,
  maximum: GUESTS_MAX,
  description:
    'How many people from outside each of those who come may bring; each takes a place. Who waits may name theirs too, ' +
    'and is offered places for all together. Default 0',
});
const asksNeeds = Type.Boolean({
  description:
    'Whether the answer page asks for access and food needs; those who manage it see them, for 14 days after',
});
const FormatNameSchema = OneOf(...FORMAT_NAMES);
const StatusSchema = OneOf('scheduled', 'cancelled', 'closing', 'closed');

export const ScheduleBody = Strict({
  format: FormatNameSchema,
  title,
  purpose: Type.Optional(purpose),
  start: StartSchema,
  timeZone: ZoneSchema,
  durationMinutes,
  place: Type.Optional(place),
  onlineUrl: Type.Optional(onlineUrl),
  capacity: Type.Optional(capacity),
  hybrid: Type.Optional(hybrid),
  remoteCapacity: Type.Optional(remoteCapacity),
  offerHours: Type.Optional(offerHours),
  answerUntil: Type.Optional(answerUntil),
  asksNeeds: Type.Optional(asksNeeds),
  guestsAllowed: Type.Optional(guestsAllowed),
  hostId: Id,
  facilitatorId: Type.Optional(Nullable(Id)),
  audience: AudienceSchema,
  mixing: Type.Optional(Nullable(MixingSchema)),
  reminders: Type.Optional(RemindersSchema),
});
export type ScheduleInput = Static<typeof ScheduleBody>;

export const RescheduleBody = Strict({
  title: Type.Optional(title),
  purpose: Type.Optional(purpose),
  start: Type.Optional(StartSchema),
  timeZone: Type.Optional(ZoneSchema),
  durationMinutes: Type.Optional(durationMinutes),
  place: Type.Optional(place),
  onlineUrl: Type.Optional(onlineUrl),
  capacity: Type.Optional(capacity),
  hybrid: Type.Optional(hybrid),
  remoteCapacity: Type.Optional(remoteCapacity),
  offerHours: Type.Optional(offerHours),
  answerUntil: Type.Optional(answerUntil),
  asksNeeds: Type.Optional(asksNeeds),
  guestsAllowed: Type.Optional(guestsAllowed),
  hostId: Type.Optional(Id),
  facilitatorId: Type.Optional(Nullable(Id)),
  audience: Type.Optional(AudienceSchema),
  mixing: Type.Optional(Nullable(MixingSchema)),
  reminders: Type.Optional(RemindersSchema),
});
export type RescheduleInput = Static<typeof RescheduleBody>;

export const CancelBody = Strict({
  reason: Type.Optional(Nullable(Type.String({ maxLength: PURPOSE_MAX }))),
});

const AgendaSchema = Type.Array(
  Type.Object({ title: Type.String(), minutes: Type.Integer(), kind: Type.String() }),
);

/** What a rule points out in a plan that may yet be held, and what would mend it. */
export const WarningSchema = Type.Object({
  code: Type.String(),
  message: Type.String(),
  remedy: Type.String(),
});

/** A gathering as answered. What only those who manage it see is left out for the people invited. */
export const GatheringSchema = Type.Object({
  id: Id,
  format: FormatNameSchema,
  title: Type.String(),
  purpose: Nullable(Type.String()),
  start: Type.String({ description: 'Local time in `timeZone`', examples: ['2026-12-03T14:00:00'] }),
  timeZone: ZoneSchema,
  durationMinutes: Type.Integer(),
  startsAt: Instant,
  endsAt: Instant,
  startResolution: OneOf('exact', 'gap', 'first-of-two'),
  startNote: Nullable(
    Type.String({ description: 'How a start that the clocks skip or repeat was read (RFC 5545 §3.3.5).' }),
  ),
  place: Nullable(Type.String()),
  onlineUrl: Nullable(Type.String()),
  capacity: Nullable(Type.Integer()),
  hybrid: Type.Boolean(),
  remoteCapacity: Nullable(Type.Integer()),
  offerHours: Type.Integer(),
  answerUntil: Nullable(Instant),
  asksNeeds: Type.Boolean(),
  guestsAllowed: Type.Integer(),
  hostId: Nullable(Id),
  facilitatorId: Nullable(Id),
  mixing: Nullable(MixingSchema),
  reminders: Type.Object({ noAnswer: Type.Boolean(), dayBefore: Type.Boolean(), hourBefore: Type.Boolean() }),
  agenda: AgendaSchema,
  briefing: Nullable(
    Type.Object(
      {
        problem: Type.String(),
        decision: Type.String(),
        decisionOn: CalendarDate,
        hopedFor: Type.Array(Type.String()),
      },
      { description: 'Of a peer assist, what the assisters are told beforehand' },
    ),
  ),
  status: StatusSchema,
  seriesId: Nullable(Type.String({ format: 'uuid', description: 'The series whose date this is' })),
  cancelReason: Nullable(Type.String()),
  createdAt: Instant,
  updatedAt: Instant,
  audience: Type.Optional(AudienceSchema),
  createdBy: Type.Optional(Id),
  warnings: Type.Optional(
    Type.Array(WarningSchema, {
      description:
        'What the format’s rules point out in this plan and, where it is shown by itself, how fair its hours are to the ' +
        'time zones of its audience. Left out, as audience and createdBy, for people who are only invited.',
    }),
  ),
});
export type GatheringAnswer = Static<typeof GatheringSchema>;
export const GatheringPage = Page(GatheringSchema);

export const ListQuery = Strict({
  ...pageQuery,
  status: Type.Optional(StatusSchema),
  format: Type.Optional(FormatNameSchema),
  from: Type.Optional(Type.String({ format: 'date-time', description: 'Begins at this instant or later' })),
  to: Type.Optional(Type.String({ format: 'date-time', description: 'Begins before this instant' })),
});

export const FormatPage = Page(
  Type.Object({
    name: FormatNameSchema,
    title: Type.String(),
    purpose: Type.String(),
    defaultDurationMinutes: Type.Integer(),
    defaultCapacity: Nullable(Type.Integer({ description: 'People it holds at its default length' })),
    agenda: AgendaSchema,
    grouping: Nullable(
      Type.Object({ tableSize: Type.Integer(), rounds: Type.Integer(), roundMinutes: Type.Integer() }),
    ),
    encounterRule: Type.String(),
    followUpQuestion: Type.String(),
    remoteOption: Type.String(),
    accessNeeds: Type.String(),
  }),
);
