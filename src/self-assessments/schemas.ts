import { type Static, Type } from 'typebox';

import { Id, Instant, Nullable, OneOf, Page, pageQuery, Strict } from '../http/schemas.ts';
import { LEVEL_MAX } from './fit.ts';

const NAME_MAX = 200;
const TEXT_MAX = 500;
const PRACTICES_MAX = 20;
const VOTERS_MAX = 500;
const CAP_MAX = 1_000;
const STAFF_MAX = 12;
/** People of one unit who assist within 45 days at most, by default [D]. */
export const ASSISTERS_OF_UNIT_CAP = 8;

const Level = Type.Integer({ minimum: 1, maximum: LEVEL_MAX });
const PracticeKey = Type.String({
  minLength: 1,
  maxLength: 40,
  pattern: '^[a-z0-9-]+$',
  examples: ['before'],
});
const Unit = Type.String({ minLength: 1, maxLength: NAME_MAX });

const PracticeBody = Strict({
  key: PracticeKey,
  name: Type.String({ minLength: 1, maxLength: NAME_MAX }),
  levels: Type.Array(Type.String({ minLength: 1, maxLength: TEXT_MAX }), {
    minItems: LEVEL_MAX,
    maxItems: LEVEL_MAX,
    description: 'What a team at each level would say of itself, the lowest first',
  }),
});
export const NewFramework = Strict({
  name: Type.String({ minLength: 1, maxLength: NAME_MAX }),
  practices: Type.Array(PracticeBody, { minItems: 1, maxItems: PRACTICES_MAX }),
});
export type FrameworkInput = Static<typeof NewFramework>;

export const FrameworkSchema = Type.Object({
  id: Id,
  name: Type.String(),
  practices: Type.Array(
    Type.Object({ key: Type.String(), name: Type.String(), levels: Type.Array(Type.String()) }),
  ),
});
export const FrameworkPage = Page(FrameworkSchema);

export const OpenSession = Strict({
  frameworkId: Id,
  unit: Type.String({ minLength: 1, maxLength: NAME_MAX, description: 'The team' }),
  facilitatorId: Type.Optional(Nullable(Id)),
  voterIds: Type.Optional(
    Type.Array(Id, {
      minItems: 1,
      maxItems: VOTERS_MAX,
      description: 'Left out: everybody of the unit votes',
    }),
  ),
});
export type OpenSessionInput = Static<typeof OpenSession>;

export const VoteBody = Strict({
  votes: Type.Array(Strict({ practice: PracticeKey, level: Level }), {
    minItems: 1,
    maxItems: PRACTICES_MAX,
  }),
});
export const Voted = Type.Object({ outcome: OneOf('counted', 'counted-before') });

const Agreed = Strict({ practice: PracticeKey, level: Level, target: Level });
export type AgreedInput = Static<typeof Agreed>;
export const AgreeBody = Strict({ levels: Type.Array(Agreed, { minItems: 1, maxItems: PRACTICES_MAX }) });

/** A session as answered. */
export const SelfAssessmentSchema = Type.Object({
  id: Id,
  frameworkId: Id,
  unit: Type.String(),
  facilitatorId: Nullable(Id),
  state: OneOf('voting', 'voted', 'agreed'),
  createdAt: Instant,
  agreedAt: Nullable(Instant),
  practices: Type.Array(
    Type.Object({
      practice: Type.String(),
      name: Type.String(),
      spread: Nullable(
        Type.Object({
          votes: Type.Array(Type.Integer(), { description: 'How many voted for each of the levels 1 to 5' }),
          isWide: Type.Boolean({
            description: 'The votes lie two levels or more apart: worth talking about',
          }),
        }),
      ),
      level: Nullable(Level),
      target: Nullable(Level),
    }),
    {
      description:
        'Spreads are shown to those who run the session, once the voting has ended, and only where five or more voted.',
    },
  ),
});
export type SelfAssessmentAnswer = Static<typeof SelfAssessmentSchema>;
export const SelfAssessmentPage = Page(SelfAssessmentSchema);
export const ListQuery = Strict({
  ...pageQuery,
  unit: Type.Optional(Unit),
  frameworkId: Type.Optional(Id),
});

export const RiverQuery = Strict({
  unit: Type.Optional(Type.String({ maxLength: NAME_MAX, description: 'The team whose own line is drawn' })),
});
const LevelOrNone = Nullable(Level);
export const River = Type.Object({
  practices: Type.Array(
    Type.Object({
      practice: Type.String(),
      name: Type.String(),
      lowest: LevelOrNone,
      highest: LevelOrNone,
      own: LevelOrNone,
      ownTarget: LevelOrNone,
    }),
  ),
});

export const StairsQuery = Strict({ practice: PracticeKey });
export const Stairs = Type.Object({
  teams: Type.Array(
    Type.Object({
      unit: Type.String(),
      level: Level,
      target: Level,
      x: Type.Integer({ description: 'The level' }),
      y: Type.Integer({ description: 'How many levels the team wants to climb' }),
    }),
  ),
});

export const FitsQuery = Strict({
  unit: Type.String({ minLength: 1, maxLength: NAME_MAX, description: 'The team that asks' }),
  practice: PracticeKey,
  cap: Type.Integer({
    minimum: 1,
    maximum: CAP_MAX,
    default: ASSISTERS_OF_UNIT_CAP,
    description: 'How many people of one team may assist within 45 days',
  }),
});
export const Fits = Type.Object({
  teams: Type.Array(
    Type.Object({
      unit: Type.String(),
      level: Level,
      fit: Type.Number({
        minimum: 0,
        maximum: 1,
        description: 'Need × how far ahead × what is left of its time',
      }),
      why: Type.String({
        examples: ['Sales is at 4, two levels above you, and 3 of its 8 assists are taken.'],
      }),
    }),
    { description: 'Teams that could help, the best fit first; those that could not are left out' },
  ),
});

export const AskTeam = Strict({
  unit: Type.String({ minLength: 1, maxLength: NAME_MAX, description: 'The team that asks' }),
  practice: PracticeKey,
  askedUnit: Type.String({ minLength: 1, maxLength: NAME_MAX }),
  as: OneOf('introduction', 'peer-assist', 'stall'),
  personId: Type.Optional(
    Type.String({
      format: 'uuid',
      description: 'Who of the team that asks is introduced, hosts or staffs; left out: yourself',
    }),
  ),
  gatheringId: Type.Optional(Type.String({ format: 'uuid', description: 'Of a stall: the knowledge fair' })),
  stallOf: Type.Optional(
    Type.Enum(['asking', 'asked'], {
      description: 'Whose stall: of the team that asks (default), or of the one that is asked, which offers',
    }),
  ),
  staffIds: Type.Optional(
    Type.Array(Id, {
      maxItems: STAFF_MAX,
      description: 'Of a stall; left out: yourself and others of the team who are invited, two in all',
    }),
  ),
});
export type AskTeamInput = Static<typeof AskTeam>;
export const Asked = Type.Object({
  as: OneOf('introduction', 'peer-assist', 'stall'),
  id: Type.String({ format: 'uuid' }),
});
