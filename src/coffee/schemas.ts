import { type Static, Type } from 'typebox';

import { COFFEE_ANSWERS } from '../db/schema/index.ts';
import { Id, Instant, Nullable, OneOf, Page, pageQuery, Strict } from '../http/schemas.ts';

const Uuid = Type.String({ format: 'uuid' });
const Counted = (description: string) =>
  Nullable(Type.Integer(), {
    description: `${description}; null where it is withheld, being about fewer than five`,
  });

/** A round without names: what its organiser sees. */
export const RoundSchema = Type.Object({
  gatheringId: Uuid,
  start: Type.String({ description: 'The local start of its date' }),
  timeZone: Type.String(),
  status: OneOf('drawing', 'drawn'),
  drawnAt: Nullable(Instant),
  tables: Type.Integer(),
  relaxed: Type.Integer({ description: 'Tables where people meet again within the cooldown' }),
  matched: Type.Integer({ description: 'People who were given somebody' }),
  unmatched: Counted('People who could be given nobody'),
  met: Counted('Said yes'),
  notYet: Counted('Said not yet'),
  notMet: Counted('Said no'),
  noAnswer: Counted('Have said nothing'),
  notes: Type.Array(Type.String(), { description: 'What could not be kept, in sentences; nobody is named' }),
});
export const RoundPage = Page(RoundSchema);
export const RoundQuery = Strict(pageQuery);

const dateAsked = Type.Optional(
  Type.String({ format: 'date', description: 'The day of a date; left out, the next one' }),
);
const seed = Type.Optional(
  Type.Integer({
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
    description: 'The same seed gives the same draw; left out, it is a number that belongs to the date',
  }),
);

export const DrawRoundBody = Strict({ date: dateAsked, seed });
export const PreviewBody = Strict({ date: dateAsked, seed });

export const PreviewSchema = Type.Object({
  gatheringId: Uuid,
  people: Type.Integer({ description: 'Members who take part on that day' }),
  tables: Type.Integer(),
  relaxed: Type.Integer({ description: 'Tables where people would meet again within the cooldown' }),
  unmatched: Counted('People who would be given nobody'),
  crossUnitShare: Nullable(Type.Number(), {
    description: 'Share of the pairs at tables that are of two units; null below five people',
  }),
  notes: Type.Array(Type.String()),
});

const Partner = Type.Object({
  personId: Uuid,
  name: Type.String(),
  unit: Type.String(),
  location: Type.String(),
});

export const MatchSchema = Type.Object({
  id: Id,
  gatheringId: Uuid,
  title: Type.String(),
  startsAt: Instant,
  partners: Type.Array(Partner),
  way: OneOf('remote', 'in-person'),
  sharedFrom: Nullable(Instant, { description: 'From when on that day all of you are at work; null: never' }),
  sharedUntil: Nullable(Instant),
  common: Type.Array(Type.String(), { description: 'Points that all of you chose to share, two at most' }),
  answer: Nullable(OneOf(...COFFEE_ANSWERS), { description: 'What you said; nobody else sees it' }),
  stayInTouch: Type.Boolean({ description: 'Whether you said that you want to stay in touch' }),
});
export type MatchAnswer = Static<typeof MatchSchema>;
export const MatchPage = Page(MatchSchema);
export const MatchQuery = Strict(pageQuery);

export const AnswerBody = Strict({
  answer: OneOf(...COFFEE_ANSWERS),
  stayInTouch: Type.Boolean({ default: false }),
});
