import { type Static, Type } from 'typebox';

import { WarningSchema } from '../gatherings/schemas.ts';
import { CalendarDate, Id, Instant, Nullable, OneOf, Page, pageQuery, Strict } from '../http/schemas.ts';
import { ChangeSeriesBody, ScheduleSeriesBody, SeriesSchema } from '../series/schemas.ts';

/** As many ids as fit into a body of the general size limit. */
const PERSON_IDS_MAX = 5_000;

const Settings = Type.Record(Type.String({ maxLength: 60 }), Type.Unknown(), {
  maxProperties: 50,
  description: 'What the format lets choose; what is left out has its default',
});
const StatusSchema = OneOf('active', 'ended');

/** The body of `POST /programmes`: a series with the settings of its format. */
export const StartProgrammeBody = Strict({
  ...ScheduleSeriesBody.properties,
  settings: Type.Optional(Settings),
});
export type StartProgrammeInput = Static<typeof StartProgrammeBody>;

const { title, purpose, hostId, facilitatorId } = ChangeSeriesBody.properties;

/** The body of `PATCH /programmes/{id}`. Time, place and rule are those of the series and are changed there. */
export const ChangeProgrammeBody = Strict({
  title,
  purpose,
  hostId,
  facilitatorId,
  settings: Type.Optional(Settings),
});
export type ChangeProgrammeInput = Static<typeof ChangeProgrammeBody>;

/** A person's own membership. */
export const Membership = Type.Object({
  joinedAt: Instant,
  pausedUntil: Nullable(CalendarDate),
  skippedDate: Nullable(CalendarDate),
  settings: Settings,
});

const of = SeriesSchema.properties;
export const ProgrammeSchema = Type.Object({
  id: Id,
  format: of.format,
  title: of.title,
  purpose: of.purpose,
  hostId: of.hostId,
  facilitatorId: of.facilitatorId,
  seriesId: Type.String({ format: 'uuid', description: 'The series of its dates to come' }),
  start: of.start,
  timeZone: of.timeZone,
  durationMinutes: of.durationMinutes,
  place: of.place,
  onlineUrl: of.onlineUrl,
  capacity: of.capacity,
  recurrence: of.recurrence,
  optIn: Type.Boolean({ description: 'Whether people come in by their own word alone' }),
  settings: Settings,
  status: StatusSchema,
  membership: Nullable(Type.Object(Membership.properties, { description: 'Your own' })),
  createdAt: Instant,
  updatedAt: Instant,
  endedAt: Nullable(Instant),
  audience: of.audience,
  warnings: Type.Optional(
    Type.Array(WarningSchema, {
      description:
        'What its members are not yet and how fair its hours are, where it is shown by itself to those who manage it',
    }),
  ),
  createdBy: Type.Optional(Id),
});
export type ProgrammeAnswer = Static<typeof ProgrammeSchema>;
export const ProgrammePage = Page(ProgrammeSchema);
export const ProgrammeQuery = Strict({ ...pageQuery, status: Type.Optional(StatusSchema) });

export const AddMembersBody = Strict({
  personIds: Type.Array(Id, { minItems: 1, maxItems: PERSON_IDS_MAX, uniqueItems: true }),
});
export const MembersAdded = Type.Object({
  added: Type.Integer(),
  asked: Type.Integer({ description: 'Of an opt-in format: who is asked by a letter with a link to join' }),
  alreadyMembers: Type.Integer(),
});
export const MemberPage = Page(
  Type.Object({
    id: Type.String({ format: 'uuid', description: 'The person' }),
    name: Type.String(),
    unit: Type.String(),
    location: Type.String(),
    joinedAt: Instant,
  }),
);
export const MemberQuery = Strict(pageQuery);
export const MemberParams = Strict({ id: Id, personId: Id });

export const JoinBody = Strict({ settings: Type.Optional(Settings) });
export const PauseBody = Strict({
  until: Nullable(CalendarDate, { description: 'The last day of the pause; null ends it' }),
});
export const SkipBody = Strict({
  date: Nullable(CalendarDate, { description: 'The day of one date that you skip; null: none' }),
});
export const MembershipChange = Strict({ settings: Settings });
