import { Type } from 'typebox';

import { CalendarDate, Id, Instant, Nullable, OneOf, Page, pageQuery, Strict } from '../http/schemas.ts';
import { LANGUAGES } from '../languages/languages.ts';
import { EMAIL_MAX } from './email-address.ts';
import { LANGUAGE_TAG_MAX, LIST_ENTRIES_MAX, NAME_MAX, TEXT_MAX } from './field-rules.ts';

const Email = Type.String({
  minLength: 1,
  maxLength: EMAIL_MAX,
  description: 'One plain address; unique whatever its case',
  examples: ['ana@example.org'],
});
const Name = Type.String({ minLength: 1, maxLength: NAME_MAX, examples: ['Ana Silva'] });
const Text = Type.String({ minLength: 1, maxLength: TEXT_MAX });
const TimeZone = Type.String({
  minLength: 1,
  maxLength: TEXT_MAX,
  description: 'A zone of the IANA time-zone database',
  examples: ['Africa/Nairobi'],
});
const Languages = Type.Array(Type.String({ maxLength: LANGUAGE_TAG_MAX, examples: ['pt-BR'] }), {
  maxItems: LIST_ENTRIES_MAX,
  description: 'Language tags (RFC 5646)',
});
const Topics = Type.Array(Text, { maxItems: LIST_ENTRIES_MAX });
const Kind = OneOf('staff', 'guest');
const PreferredLanguage = Nullable(OneOf(...LANGUAGES));
const Day = Nullable(CalendarDate);

/** The body of `POST /people`. */
export const NewPerson = Strict({
  email: Email,
  name: Name,
  unit: Text,
  location: Text,
  timeZone: TimeZone,
  grade: Type.Optional(Nullable(Text)),
  managerEmail: Type.Optional(Nullable(Email)),
  startedOn: Type.Optional(Day),
  languages: Type.Optional(Languages),
  offers: Type.Optional(Topics),
  asks: Type.Optional(Topics),
  kind: Type.Optional(Kind),
});

/** The body of `PATCH /people/{id}`: what is not named stays as it is, null clears. */
export const PersonChange = Strict({
  email: Type.Optional(Email),
  name: Type.Optional(Name),
  unit: Type.Optional(Text),
  location: Type.Optional(Text),
  timeZone: Type.Optional(TimeZone),
  grade: Type.Optional(Nullable(Text)),
  managerEmail: Type.Optional(Nullable(Email)),
  startedOn: Type.Optional(Day),
  languages: Type.Optional(Languages),
  offers: Type.Optional(Topics),
  asks: Type.Optional(Topics),
  kind: Type.Optional(Kind),
  preferredLanguage: Type.Optional(PreferredLanguage),
  leftOn: Type.Optional(Day),
  pausedUntil: Type.Optional(Day),
  awayFrom: Type.Optional(Day),
  awayUntil: Type.Optional(Day),
});

/** A person of the directory. */
export const Person = Type.Object({
  id: Id,
  email: Email,
  name: Name,
  unit: Text,
  location: Text,
  timeZone: TimeZone,
  grade: Nullable(Text),
  managerEmail: Nullable(Email),
  startedOn: Day,
  languages: Languages,
  offers: Topics,
  asks: Topics,
  kind: Kind,
  preferredLanguage: PreferredLanguage,
  leftOn: Day,
  pausedUntil: Day,
  awayFrom: Day,
  awayUntil: Day,
  createdAt: Instant,
  updatedAt: Instant,
});
export const PersonPage = Page(Person);

/** A text to look for; PostgreSQL takes no NUL. */
const Sought = (description: string) =>
  Type.String({ minLength: 1, maxLength: NAME_MAX, pattern: '^[^\\u0000]*$', description });

export const ListPeopleQuery = Strict({
  ...pageQuery,
  unit: Type.Optional(Sought('The exact name of a unit')),
  location: Type.Optional(Sought('The exact name of a location')),
  q: Type.Optional(Sought('Part of a name or an address, in any case')),
});

export const ListNamesQuery = Strict({ ...pageQuery });
export const NamePage = Page(Type.Object({ name: Text }));

export const ImportQuery = Strict({
  dryRun: Type.Boolean({ default: false, description: 'Say what would happen and change nothing' }),
});
/** The answer of an import: every line of the file is in one of the four counts. */
export const ImportAnswer = Type.Object({
  created: Type.Integer(),
  updated: Type.Integer(),
  unchanged: Type.Integer(),
  rejected: Type.Array(
    Type.Object({
      line: Type.Integer({ description: 'The line of the file at which the row starts, from 1' }),
      field: Nullable(Type.String({ description: 'Null when it is the row as a whole' })),
      message: Type.String(),
    }),
    { description: 'In the order of the file, up to 1,000' },
  ),
  rejectedCount: Type.Integer({ description: 'Rows rejected, listed or not' }),
});
