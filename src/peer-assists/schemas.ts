import { type Static, Type } from 'typebox';

import { BLOCK_KINDS } from '../gatherings/agenda.ts';
import { TITLE_MAX } from '../gatherings/schemas.ts';
import { CalendarDate, Id, Instant, Nullable, OneOf, Page, pageQuery, Strict } from '../http/schemas.ts';

/** Longer than can be said in five minutes, so that the rule can say so. */
const PROBLEM_MAX = 8_000;
const TEXT_MAX = 2_000;
const LINE_MAX = 200;
const URL_MAX = 2_000;
const ZONE_MAX = 64;
const HOPES_MAX = 10;
const BLOCKS_MAX = 40;
const MINUTES_MIN = 5;
const MINUTES_MAX = 2_880;
/** Domain rules §1: 4 to 12 are allowed. */
export const PANEL_MIN = 4;
export const PANEL_MAX = 12;
/** Our default, of the 5 to 8 that are usual. */
export const ASSISTERS_DEFAULT = 6;
const REST_DAYS_MAX = 365;

const Level = Nullable(Type.Integer({ minimum: 1, maximum: 5 }));
const Text = (description: string, maxLength = TEXT_MAX) => Nullable(Type.String({ maxLength, description }));
const count = (description: string, maximum = PANEL_MAX, minimum = 1) =>
  Type.Optional(Type.Integer({ minimum, maximum, description }));

const Block = Strict({
  title: Type.String({ minLength: 1, maxLength: LINE_MAX }),
  minutes: Type.Integer({ minimum: 1, maximum: MINUTES_MAX }),
  kind: OneOf(...BLOCK_KINDS),
});

/** What an organiser may set differently for one request; our defaults stand beside each. */
const Rules = Strict(
  {
    unitMax: count('At most so many of one unit; 2'),
    unitsMin: count('At least so many units; 3'),
    locationsMin: count('At least so many locations; 2'),
    notMetShareMin: Type.Optional(
      Type.Number({ minimum: 0, maximum: 1, description: 'Share that the host’s team has not met; 0.5' }),
    ),
    restDays: count('At most one assist a person in so many days; 45', REST_DAYS_MAX, 0),
    frequentFrom: count('So many assists in 12 months are many; 3'),
    frequentMax: count('At most so many of the panel assist often; 1', PANEL_MAX, 0),
  },
  { description: 'Rules of the panel for this request, set by organisers' },
);

const fields = {
  title: Text('What the meeting is called; left out, after the practice', TITLE_MAX),
  problem: Text('Short enough to be said in 5 minutes', PROBLEM_MAX),
  decision: Text('The decision that the assist informs'),
  decisionOn: Nullable(CalendarDate),
  decisionTaken: Type.Boolean({ description: 'A decision that is taken leaves nothing to learn' }),
  hopedFor: Type.Array(Type.String({ minLength: 1, maxLength: TEXT_MAX }), { maxItems: HOPES_MAX }),
  practice: Text('The practice area, as “data migration”', LINE_MAX),
  alreadyLooked: Text('Where the team has already looked'),
  level: Level,
  targetLevel: Level,
  hostId: Nullable(Id),
  facilitatorId: Nullable(Id),
  start: Nullable(
    Type.String({
      format: 'date-time-local',
      description: 'Local time in `timeZone`',
      examples: ['2026-12-03T14:00:00'],
    }),
  ),
  timeZone: Nullable(Type.String({ maxLength: ZONE_MAX, examples: ['Africa/Nairobi'] })),
  durationMinutes: Nullable(Type.Integer({ minimum: MINUTES_MIN, maximum: MINUTES_MAX })),
  place: Text('Where', LINE_MAX),
  onlineUrl: Text('http or https', URL_MAX),
  assisters: Type.Integer({
    minimum: PANEL_MIN,
    maximum: PANEL_MAX,
    description: 'How many are wanted: 5 to 8 are usual, more than 8 are split into two groups; default 6',
  }),
  agenda: Nullable(
    Type.Array(Block, {
      minItems: 1,
      maxItems: BLOCKS_MAX,
      description: 'Your own agenda; null: the one of the format at this length',
    }),
  ),
  rules: Rules,
};

/** A request as it is being written: whatever is known. */
export const DraftBody = Type.Partial(Strict(fields), { additionalProperties: false });
export type DraftInput = Static<typeof DraftBody>;

const Status = OneOf('draft', 'submitted', 'confirmed');

/** A request as it is answered; what is for those who run it is left out for the assisters. */
export const PeerAssistSchema = Type.Object({
  id: Id,
  status: Status,
  ...fields,
  start: Nullable(
    Type.String({ description: 'Local time in `timeZone`', examples: ['2026-12-03T14:00:00'] }),
  ),
  agenda: Nullable(
    Type.Array(Type.Object({ title: Type.String(), minutes: Type.Integer(), kind: Type.String() }), {
      description: 'What happens; null while the length is not known',
    }),
  ),
  ownAgenda: Type.Boolean({ description: 'Whether the agenda is the team’s own' }),
  rules: Type.Optional(Rules),
  gatheringId: Nullable(Id),
  actionsDueOn: Nullable(Type.String({ format: 'date', description: 'Ten working days after the meeting' })),
  actionsSharedAt: Nullable(Instant),
  createdBy: Type.Optional(Id),
  createdAt: Instant,
  updatedAt: Instant,
});
export type PeerAssistAnswer = Static<typeof PeerAssistSchema>;
export const PeerAssistPage = Page(PeerAssistSchema);
export const PeerAssistQuery = Strict({ ...pageQuery, status: Type.Optional(Status) });

/** What the rules say of a request. */
export const Checked = Type.Object({
  ready: Type.Boolean({ description: 'Nothing is refused: it can be submitted' }),
  findings: Type.Array(
    Type.Object({
      code: Type.String({ examples: ['peer-assist-after-decision'] }),
      severity: OneOf('refuse', 'warn'),
      message: Type.String(),
      remedy: Type.String(),
      pointer: Type.String({ description: 'JSON pointer to the field that would put it right' }),
    }),
  ),
});

export const EmptyBody = Strict({});
export const ProposeBody = Strict({
  seed: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'The same seed proposes the same panel; left out, a number that belongs to the request',
    }),
  ),
});
export const SwapBody = Strict(
  { out: Type.Optional(Id), in: Type.Optional(Id) },
  {
    minProperties: 1,
    description: '`out` and `in`: a swap; `out` alone: the next best comes in; `in` alone: one more',
  },
);
export type SwapInput = Static<typeof SwapBody>;

const Answer = OneOf('none', 'accepted', 'declined', 'tentative', 'waitlisted');

/** A panel: who, why, which rules are kept, and its mix; figures are of the panel, never of a person. */
export const Panel = Type.Object({
  seed: Type.Integer(),
  wanted: Type.Integer(),
  groups: Type.Integer({ description: 'Two for more than 8 assisters' }),
  seats: Type.Array(
    Type.Object({
      personId: Id,
      name: Type.String(),
      unit: Type.String(),
      location: Type.String(),
      offers: Type.Array(Type.String()),
      reason: Type.String({ description: 'Why this person' }),
      group: Type.Integer(),
      answer: Nullable(Answer),
    }),
    { description: 'After it is confirmed, a decline is shown to organisers alone, and as none to others' },
  ),
  findings: Nullable(
    Type.Array(
      Type.Object({
        rule: Type.String({ examples: ['unit-max'] }),
        kept: Type.Boolean(),
        message: Type.String(),
        why: Nullable(Type.String({ description: 'Why it is relaxed' })),
        needed: Nullable(Type.String({ description: 'What would have been needed to keep it' })),
      }),
    ),
  ),
  mix: Nullable(
    Type.Object({
      units: Type.Integer(),
      locations: Type.Integer(),
      crossUnitShare: Type.Number({ description: 'Pairs of two units, of all pairs' }),
      notMetShare: Type.Number({ description: 'Of the panel, whom the host’s team has not met' }),
    }),
  ),
});
export type PanelAnswer = Static<typeof Panel>;

export const Confirmed = Type.Object({ gatheringId: Id, invited: Type.Integer() });

const ActionFields = {
  idea: Type.String({ minLength: 1, maxLength: TEXT_MAX }),
  decision: OneOf('adopted', 'adapted', 'declined'),
  reason: Type.String({ minLength: 1, maxLength: TEXT_MAX }),
};
const ACTIONS_MAX = 50;
/** The whole list anew. */
export const ActionsBody = Strict({ actions: Type.Array(Strict(ActionFields), { maxItems: ACTIONS_MAX }) });
export type ActionInput = Static<typeof ActionsBody>['actions'][number];
export const OutcomeBody = Strict({ text: Type.String({ minLength: 1, maxLength: TEXT_MAX }) });
export const OutcomeParams = Strict({ id: Id, after: OneOf('30-days', '90-days') });

/** What became of an assist: for the host, the facilitator and the assisters alike. */
export const FollowUp = Type.Object({
  dueOn: Nullable(Type.String({ format: 'date' })),
  sharedAt: Nullable(Instant),
  actions: Type.Array(Type.Object({ number: Type.Integer(), ...ActionFields })),
  outcomes: Type.Array(
    Type.Object({ after: OneOf('30-days', '90-days'), text: Type.String(), createdAt: Instant }),
  ),
});
export type FollowUp = Static<typeof FollowUp>;

/** What the facilitator leads by. */
export const Sheet = Type.Object({
  title: Type.String(),
  startsAt: Instant,
  endsAt: Instant,
  timeZone: Type.String(),
  place: Nullable(Type.String()),
  onlineUrl: Nullable(Type.String()),
  host: Nullable(Type.Object({ name: Type.String(), unit: Type.String() })),
  facilitator: Nullable(Type.Object({ name: Type.String(), unit: Type.String() })),
  problem: Type.String(),
  decision: Type.String(),
  decisionOn: CalendarDate,
  hopedFor: Type.Array(Type.String()),
  agenda: Type.Array(
    Type.Object({
      start: Type.String({ description: 'Local time', examples: ['2026-12-03T14:05:00'] }),
      end: Type.String({ examples: ['2026-12-03T14:15:00'] }),
      title: Type.String(),
      minutes: Type.Integer(),
      kind: Type.String(),
      prompt: Nullable(Type.String()),
    }),
  ),
  assisters: Type.Array(
    Type.Object({
      name: Type.String(),
      unit: Type.String(),
      location: Type.String(),
      offers: Type.Array(Type.String()),
      group: Type.Integer(),
    }),
    { description: 'Those who said yes' },
  ),
  seatsOpen: Type.Integer({ description: 'Seats without a yes so far' }),
  rules: Type.Array(Type.String()),
});
export type Sheet = Static<typeof Sheet>;
