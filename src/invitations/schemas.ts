import { type Static, Type } from 'typebox';

import { PURPOSE_MAX } from '../gatherings/schemas.ts';
import { Id, Instant, Nullable, OneOf, pageQuery, Strict } from '../http/schemas.ts';

/** As many as a gathering may hold. */
const PLACES_MAX = 100_000;
/** As many ids as fit into a body of the general size limit. */
const PERSON_IDS_MAX = 5_000;

const DrawFields = {
  places: Type.Integer({ minimum: 1, maximum: PLACES_MAX, description: 'How many people to draw' }),
  seed: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      description:
        'The same seed gives the same draw; left out, it is a number that belongs to the gathering',
    }),
  ),
  spread: Type.Optional(
    Type.Unsafe<'proportion' | 'even'>({
      ...OneOf('proportion', 'even'),
      default: 'proportion',
      description: 'How places go to units and locations: in proportion to their people, or evenly',
    }),
  ),
  unitMax: Type.Optional(
    Type.Integer({ minimum: 1, maximum: PLACES_MAX, description: 'At most so many of one unit come' }),
  ),
};

const Notes = Type.Array(
  Type.Object({
    rule: OneOf('load-cap', 'host-manager', 'apart', 'unit-max', 'audience'),
    why: Type.String(),
    needed: Nullable(Type.String({ description: 'What would have filled the places; null when all are' })),
  }),
  { description: 'Rules that held people back or left places free' },
);

/** What a draw is asked for. */
export const DrawBody = Strict(DrawFields);
export type DrawRequest = Static<typeof DrawBody>;

/** Whom a draw would invite and the mix they would make; figures are of the room, never of a person. */
export const DrawPreview = Type.Object({
  seed: Type.Integer({ description: 'Send it with the invitations to invite exactly these people' }),
  invitees: Type.Array(Type.Object({ personId: Id, reason: Type.String() })),
  mix: Type.Object({
    units: Type.Integer(),
    locations: Type.Integer(),
    newPairShare: Type.Number({ description: 'Pairs who have not met in the last 365 days, of all pairs' }),
    crossUnitShare: Type.Number({ description: 'Pairs of two units, of all pairs' }),
  }),
  notes: Notes,
});
export type DrawPreview = Static<typeof DrawPreview>;

/** Whom to invite: by a draw, or by name. */
export const InviteBody = Type.Union([
  Strict(DrawFields, { title: 'By a draw' }),
  Strict(
    { personIds: Type.Array(Id, { minItems: 1, maxItems: PERSON_IDS_MAX }) },
    { title: 'By name', description: 'People outside the audience may be named too' },
  ),
]);
export type InviteRequest = Static<typeof InviteBody>;

/** How many invitations a request made, how many of those named had one already, and what held whom back in a draw. */
export const Invited = Type.Object({
  invited: Type.Integer(),
  alreadyInvited: Type.Integer(),
  notes: Type.Optional(Notes),
});
export type Invited = Static<typeof Invited>;

const ANSWERS = ['none', 'accepted', 'declined', 'tentative', 'waitlisted'] as const;
const DELIVERIES = ['queued', 'sending', 'sent', 'bounced', 'failed', 'unknown'] as const;

/** An invitation as an organiser sees it. */
export const InvitationItem = Type.Object({
  id: Id,
  personId: Id,
  reason: Type.String({ description: 'Why this person was invited' }),
  delivery: Type.Enum([...DELIVERIES], {
    description:
      'What became of the invitation mail; `bounced` also while the last mail about it has come back',
  }),
  deliveryError: Nullable(Type.String({ description: 'Why it did not arrive, without the address' })),
  sentAt: Nullable(Instant),
  answer: Type.Enum([...ANSWERS], {
    description:
      'A decline is shown to an admin and to who scheduled the gathering, who find a replacement; ' +
      'a host or facilitator sees who comes, and a decline as none.',
  }),
  answeredAt: Nullable(Instant),
  attends: OneOf('room', 'remote'),
  note: Nullable(Type.String({ description: 'What the person wrote with the answer; shown with it' })),
  guests: Type.Array(Type.Object({ name: Type.String(), email: Nullable(Type.String()) }), {
    description: 'Whom the person brings from outside; deleted 14 days after the gathering',
  }),
  needs: Nullable(Type.String({ description: 'Access and food needs; deleted 14 days after the gathering' })),
  waiting: Nullable(
    Type.Object(
      {
        state: Type.Enum(['waiting', 'offered', 'accepted', 'expired', 'withdrawn']),
        offeredUntil: Nullable(Instant),
      },
      {
        description:
          'Where this person stands with the waiting list; null for who was never on it. Who let an offer pass or ' +
          'withdrew is shown to those who see declines.',
      },
    ),
  ),
});
export type InvitationItem = Static<typeof InvitationItem>;

export const InvitationsQuery = Strict({
  ...pageQuery,
  answer: Type.Optional(Type.Enum([...ANSWERS])),
  delivery: Type.Optional(Type.Enum([...DELIVERIES])),
});
export type InvitationsQuery = Static<typeof InvitationsQuery>;

const PARTS = ['accepted', 'no-answer', 'tentative', 'waiting'] as const;

/** A note of the organiser to a part of those invited. */
export const NoteBody = Strict({
  to: Type.Enum([...PARTS], { description: 'Everybody who belongs to this part now' }),
  text: Type.String({
    minLength: 1,
    maxLength: PURPOSE_MAX,
    description: 'Plain text; line breaks are kept',
  }),
});
export type NoteRequest = Static<typeof NoteBody>;

/** A note as it was sent. */
export const NoteItem = Type.Object({
  id: Id,
  to: Type.Enum([...PARTS]),
  text: Type.String(),
  createdAt: Instant,
});
export type NoteItem = Static<typeof NoteItem>;

export const NotesQuery = Strict(pageQuery);
export type NotesQuery = Static<typeof NotesQuery>;

/** Which invitation of which gathering or series. */
export const InvitationParams = Strict({ id: Id, invitationId: Id });
