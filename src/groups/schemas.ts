import { Type } from 'typebox';

import { Id, Instant, Nullable, OneOf, Strict } from '../http/schemas.ts';

const TABLE_SIZE_MAX = 100;
const ROUNDS_MAX = 20;
const TABLE_HOSTS_MAX = 1_000;
const SEED_MAX = Number.MAX_SAFE_INTEGER;

/** What `POST /gatherings/{id}/rounds` takes. */
export const FormRounds = Strict({
  tableSize: Type.Integer({ minimum: 2, maximum: TABLE_SIZE_MAX, description: 'People at a table at most' }),
  rounds: Type.Integer({ minimum: 1, maximum: ROUNDS_MAX }),
  seed: Type.Optional(
    Type.Integer({ minimum: 0, maximum: SEED_MAX, description: 'The same seed gives the same tables' }),
  ),
  roundsDone: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: ROUNDS_MAX,
      description:
        'So many rounds have taken place and stay; of the others, which must be as many as before, as many tables ' +
        'as possible stay too. Left out, all tables are made anew.',
    }),
  ),
  tableHostIds: Type.Optional(
    Type.Array(Id, {
      maxItems: TABLE_HOSTS_MAX,
      uniqueItems: true,
      description:
        'World café: who stays at tables 1, 2 … while the others move on; the tables beyond get theirs by chance',
    }),
  ),
  from: Type.Optional(
    Type.Unsafe<'accepted' | 'checked-in'>({
      ...OneOf('accepted', 'checked-in'),
      default: 'accepted',
      description: 'Whom to seat: those who accepted, or those who came',
    }),
  ),
});

/** A hand edit: this person sits at that table of the round. */
export const MoveSeat = Strict({ personId: Id, table: Type.Integer({ minimum: 1, maximum: 10_000 }) });

export const RoundParams = Strict({ id: Id, number: Type.Integer({ minimum: 1, maximum: ROUNDS_MAX }) });

const Table = Type.Object({
  number: Type.Integer(),
  seats: Type.Array(Id),
  hostId: Nullable({
    ...Id,
    description: 'Who stays at this table in every round while the others move on (world café)',
  }),
  why: Type.String({ examples: ['4 units, 13 of 15 pairs new, 1 pair met 14 months ago'] }),
});
const Mix = Type.Object({
  mixRatio: Nullable(
    Type.Number({ description: 'Share of pairs across units ÷ what chance would give; 1 is as random' }),
  ),
  crossUnitShare: Type.Number(),
  crossLocationShare: Type.Number(),
  newPairShare: Type.Number(),
  repeats: Type.Integer({ description: 'Pairs that met before, or sit together again in this plan' }),
});

const Limits = Type.Object(
  {
    roundsWithoutRepeatMax: Type.Integer({ description: 'More rounds than this must repeat a pair' }),
    forcedRepeatsMin: Type.Integer({ description: 'At least so many repeats whatever the plan' }),
    newPairShareMax: Type.Number(),
    crossUnitShareMax: Type.Number(),
    crossLocationShareMax: Type.Number(),
  },
  { description: 'What no plan of these people can beat, by counting' },
);

const Relaxed = Type.Object({
  rule: Type.String({ examples: ['notOwnManager', 'sharedLanguage'] }),
  tables: Type.Array(Type.Object({ round: Type.Integer(), table: Type.Integer(), people: Type.Array(Id) })),
  why: Type.String(),
  needed: Type.String({ description: 'What would have kept the rule' }),
});

/** The tables of a gathering and how well they mix. */
export const Rounds = Type.Object({
  rounds: Type.Array(
    Type.Object({
      number: Type.Integer(),
      minutes: Type.Integer({ description: 'How long a table sits together' }),
      tables: Type.Array(Table),
    }),
  ),
  mix: Mix,
  limits: Nullable(Limits),
  relaxed: Type.Array(Relaxed, { description: 'Rules of the format that could not be kept everywhere' }),
  tablesKept: Type.Optional(
    Type.Integer({ description: 'With roundsDone: tables of rounds to come at which nobody new sits' }),
  ),
});

export const AddCheckIn = Strict({ personId: Id });
export const CheckIn = Type.Object({ personId: Id, checkedInAt: Instant });

/** What came of a gathering; null where the group is too small to be shown or nothing is known yet. */
export const OutcomeSchema = Type.Object({
  status: OneOf('scheduled', 'cancelled', 'closing', 'closed'),
  invited: Type.Integer(),
  accepted: Type.Integer(),
  attended: Nullable(Type.Integer()),
  noShows: Nullable(
    Type.Integer({
      description:
        'Who accepted and did not come, once closed; withheld from 1 to 4, who it was is told to nobody else',
    }),
  ),
  pairsMet: Nullable(
    Type.Integer({ description: 'Pairs that sat at one table of at most 8 for 10 minutes or more' }),
  ),
  newPairShare: Nullable(
    Type.Number({ description: 'Of those pairs, the share that had not met in 365 days' }),
  ),
  mixRatio: Nullable(
    Type.Number({ description: 'Share of those pairs across units ÷ chance among those present' }),
  ),
  withheld: Type.Array(Type.String(), { description: 'Figures not shown because the group is too small' }),
});
