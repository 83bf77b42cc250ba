import { type Static, Type } from 'typebox';

import { WarningSchema } from '../gatherings/schemas.ts';
import { CalendarDate, Id, Instant, Nullable, OneOf, Page, pageQuery, Strict } from '../http/schemas.ts';

const NAME_MAX = 200;
const TEXT_MAX = 500;
const TOPICS_MAX = 20;
const STAFF_MAX = 12;
const METRES_MAX = 1_000;
const MINUTES_MAX = 1_440;
const LEAD_DAYS_MAX = 90;
const ROUNDS_MAX = 12;
const CAPACITY_MAX = 200;
/** Two, so that each also visits (domain rules §1). */
export const STAFF_MIN = 2;
/** Our default: a day for what has to be ordered or carried [D]. */
const LEAD_DAYS_DEFAULT = 7;

const Topic = Type.String({ minLength: 1, maxLength: NAME_MAX });
const Topics = (description: string, options = {}) =>
  Type.Array(Topic, { maxItems: TOPICS_MAX, description, ...options });
const Metres = (description: string) => Type.Integer({ minimum: 0, maximum: METRES_MAX, description });

const title = Type.String({ minLength: 1, maxLength: NAME_MAX });
const staffIds = Type.Array(Id, {
  maxItems: STAFF_MAX,
  description: 'At least two, so that each also visits; every other one is on duty in the first half',
});
const security = Nullable(
  Type.String({ maxLength: TEXT_MAX, description: 'What is to be looked after: valuables, badges, doors' }),
);
const setUpMinutes = Type.Integer({ minimum: 0, maximum: MINUTES_MAX });
const leadDays = Type.Integer({
  minimum: 0,
  maximum: LEAD_DAYS_MAX,
  description: 'So many days before the fair the staff are reminded',
});

export const NewStall = Strict({
  title,
  staffIds,
  unit: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: NAME_MAX,
      description: 'Left out: that of the first of the staff',
    }),
  ),
  offers: Topics('What visitors can learn here', { default: [] }),
  asks: Topics('What the stall would like to learn', { default: [] }),
  x: Type.Integer({ minimum: 0, maximum: METRES_MAX, default: 0, description: 'Metres from the left' }),
  y: Type.Integer({ minimum: 0, maximum: METRES_MAX, default: 0, description: 'Metres from the top' }),
  stepFree: Type.Boolean({ default: true, description: 'It can be reached without a step' }),
  power: Type.Boolean({ default: false }),
  network: Type.Boolean({ default: false }),
  security: Type.Optional(security),
  setUpMinutes: { ...setUpMinutes, default: 30 },
  leadDays: { ...leadDays, default: LEAD_DAYS_DEFAULT },
});
export type NewStallInput = Static<typeof NewStall>;

export const StallChange = Strict({
  title: Type.Optional(title),
  staffIds: Type.Optional(staffIds),
  unit: Type.Optional(Type.String({ minLength: 1, maxLength: NAME_MAX })),
  offers: Type.Optional(Topics('What visitors can learn here')),
  asks: Type.Optional(Topics('What the stall would like to learn')),
  x: Type.Optional(Metres('Metres from the left')),
  y: Type.Optional(Metres('Metres from the top')),
  stepFree: Type.Optional(Type.Boolean()),
  power: Type.Optional(Type.Boolean()),
  network: Type.Optional(Type.Boolean()),
  security: Type.Optional(security),
  setUpMinutes: Type.Optional(setUpMinutes),
  leadDays: Type.Optional(leadDays),
  status: Type.Optional(
    Type.Enum(['proposed', 'confirmed'], { description: 'Organisers alone take a stall up' }),
  ),
});
export type StallChangeInput = Static<typeof StallChange>;

export const StallSchema = Type.Object({
  id: Id,
  title: Type.String(),
  unit: Type.String(),
  offers: Type.Array(Type.String()),
  asks: Type.Array(Type.String()),
  staff: Type.Array(Type.Object({ id: Id, name: Type.String() })),
  x: Type.Integer(),
  y: Type.Integer(),
  stepFree: Type.Boolean(),
  power: Type.Boolean(),
  network: Type.Boolean(),
  security: Nullable(Type.String({ description: 'For those who run the fair and the staff; else null' })),
  setUpMinutes: Type.Integer(),
  leadDays: Type.Integer(),
  status: OneOf('proposed', 'confirmed'),
});
export type StallAnswer = Static<typeof StallSchema>;
export const StallPage = Page(StallSchema);
export const StallQuery = Strict(pageQuery);
export const StallParams = Strict({ id: Id, stallId: Id });

export const AsksBody = Strict({
  asks: Topics('What you would like to find at this fair, beside the asks of the directory'),
  stepFree: Type.Boolean({ default: false, description: 'Only stalls that can be reached without a step' }),
});
export const AsksSchema = Type.Object({
  directoryAsks: Type.Array(Type.String()),
  asks: Type.Array(Type.String()),
  stepFree: Type.Boolean(),
});

export const PlanRoutes = Strict({
  mode: Type.Enum(['free-flow', 'speed-geeking'], { default: 'free-flow' }),
  rounds: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: ROUNDS_MAX,
      description: 'Needed in free flow; speed-geeking has as many as stations',
    }),
  ),
  stallCapacity: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: CAPACITY_MAX,
      description: 'Visitors a stall takes in a round; left out: a quarter more than are needed',
    }),
  ),
  talkMinutes: Type.Optional(
    Type.Integer({ minimum: 1, maximum: MINUTES_MAX, description: 'Of speed-geeking: 4 or 5; default 5' }),
  ),
  stallIds: Type.Optional(
    Type.Array(Id, { minItems: 1, maxItems: 100, description: 'Only these stalls; left out: all confirmed' }),
  ),
  seed: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  from: Type.Enum(['accepted', 'checked-in'], { default: 'accepted' }),
  roundsDone: Type.Integer({
    minimum: 0,
    maximum: ROUNDS_MAX,
    default: 0,
    description: 'At the bell: so many rounds have taken place and stay as they were',
  }),
  tell: Type.Boolean({ default: true, description: 'Mail everybody their route, once' }),
});
export type PlanRoutesInput = Static<typeof PlanRoutes>;

const Stop = Type.Object({
  round: Type.Integer(),
  stallId: Id,
  onDuty: Type.Boolean({ description: 'At the own stall, for visitors' }),
});
const Plan = {
  mode: OneOf('free-flow', 'speed-geeking'),
  rounds: Type.Integer(),
  roundMinutes: Type.Integer({ description: 'With the way to the next stall' }),
  stallCapacity: Type.Integer(),
  seed: Type.Integer(),
  plannedAt: Instant,
};
export const PlannedRoutes = Type.Object({
  ...Plan,
  visitors: Type.Integer(),
  unplaced: Type.Array(Type.Object({ round: Type.Integer(), visitors: Type.Integer() }), {
    description: 'Rounds in which somebody finds no place: add stalls, or raise stallCapacity',
  }),
  warnings: Type.Array(WarningSchema),
});
export const RoutePage = Type.Object({
  plan: Type.Object(Plan),
  items: Type.Array(Type.Object({ id: Id, name: Type.String(), stops: Type.Array(Stop) })),
  nextCursor: Nullable(Type.String()),
});
export const OwnRoute = Type.Object({
  plan: Type.Object(Plan),
  stops: Type.Array(
    Type.Object({ ...Stop.properties, title: Type.String(), x: Type.Integer(), y: Type.Integer() }),
  ),
});

const Says = OneOf('kept', 'not-yet', 'no');
export const NewAgreement = Strict({
  supplierId: Type.String({ format: 'uuid', description: 'Who helps' }),
  demanderId: Type.String({ format: 'uuid', description: 'Who is helped' }),
  topic: Type.String({ minLength: 1, maxLength: NAME_MAX }),
  firstStep: Type.String({ minLength: 1, maxLength: TEXT_MAX }),
  date: CalendarDate,
});
export type NewAgreementInput = Static<typeof NewAgreement>;
const Party = Type.Object({ id: Id, name: Type.String() });
export const AgreementSchema = Type.Object({
  id: Id,
  supplier: Party,
  demander: Party,
  topic: Type.String(),
  firstStep: Type.String(),
  date: CalendarDate,
  youSay: Nullable(Says),
  createdAt: Instant,
});
export type AgreementAnswer = Static<typeof AgreementSchema>;
export const AgreementPage = Page(AgreementSchema);
export const AgreementParams = Strict({ id: Id, agreementId: Id });
export const CheckBody = Strict({ answer: Says });
export const AgreementOutcome = Type.Object({
  agreements: Nullable(Type.Integer()),
  kept: Nullable(
    Type.Integer({ description: 'At least one of the two said after 90 days that it is kept, and none no' }),
  ),
});
