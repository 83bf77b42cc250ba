import { type Static, Type } from 'typebox';

import { Nullable, OneOf, Strict } from '../../http/schemas.ts';
import { COFFEE_MODES, COFFEE_TABLE_MAX, COFFEE_TABLE_MIN } from '../../mixing/index.ts';
import { plain } from './plain.ts';
import type { ProgrammeFormat } from './programme-format.ts';

const HOUR_MINUTES = 60;
const DRAW_HOURS_MAX = 14 * 24;
const DAYS_TO_MEET_MAX = 60;
const YEAR_DAYS = 366;
const WORDS_MAX = 200;
const SHARED_MAX = 30;
const LANGUAGES_MAX = 20;

const Word = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' });
const Clock = (description: string, value: string) =>
  Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', default: value, description });

export const CoffeeSettings = Strict({
  mode: Type.Enum([...COFFEE_MODES], {
    default: 'cross-boundary',
    description: 'Whom the draw brings together, beside its hard rules',
  }),
  tableSize: Type.Integer({
    minimum: COFFEE_TABLE_MIN,
    maximum: COFFEE_TABLE_MAX,
    default: COFFEE_TABLE_MIN,
    description: 'People who meet, from pairs to groups of six; an odd number makes one of one more',
  }),
  meet: Type.Enum(['either', 'remote', 'in-person'], { default: 'either' }),
  sharedMinutes: Type.Integer({
    minimum: 15,
    maximum: 4 * HOUR_MINUTES,
    default: HOUR_MINUTES,
    description: 'Working time that those who meet remotely share on the date',
  }),
  drawHoursBefore: Type.Integer({
    minimum: 0,
    maximum: DRAW_HOURS_MAX,
    default: 24,
    description: 'How long before the start of a date it is drawn and told',
  }),
  daysToMeet: Type.Integer({
    minimum: 1,
    maximum: DAYS_TO_MEET_MAX,
    default: 7,
    description: 'From the start of a date to the question whether they met',
  }),
  newcomerDays: Type.Integer({ minimum: 1, maximum: YEAR_DAYS, default: 180 }),
  seniorGrades: Type.Array(Word, {
    maxItems: WORDS_MAX,
    default: [],
    description: 'Grades whose people are the seniors of a lottery',
  }),
  otherUnits: Type.Array(Word, {
    maxItems: WORDS_MAX,
    default: [],
    description: 'Units of the second organisation; none: guests are the second one',
  }),
});
export type CoffeeSettings = Static<typeof CoffeeSettings>;

export const CoffeeChoices = Strict({
  way: OneOf('either', 'remote', 'in-person'),
  languages: Type.Array(Type.String({ pattern: '^[a-z]{2,3}$' }), {
    maxItems: LANGUAGES_MAX,
    description: 'Languages to have a coffee in; none: those of the directory',
  }),
  workFrom: Clock('By the own clock', '09:00'),
  workTo: Clock('By the own clock; not after workFrom: on the next day', '17:00'),
  shared: Type.Array(Word, {
    maxItems: SHARED_MAX,
    description: 'What you let those you meet know, and be matched by; nothing unless you name it',
  }),
  tableSizeMax: Nullable(Type.Integer({ minimum: COFFEE_TABLE_MIN, maximum: COFFEE_TABLE_MAX }), {
    description: 'The largest group you want to sit in; null: any',
  }),
});
export type CoffeeChoices = Static<typeof CoffeeChoices>;

/** A coffee trial: people join by their own word, and each date tells each of them whom they meet. */
export const coffee: ProgrammeFormat = {
  ...plain,
  settings: CoffeeSettings,
  memberSettings: withDefaults(),
  optIn: true,
  invitesToSeries: false,
  planSeries: (input) => ({
    ...input,
    reminders: { noAnswer: false, dayBefore: false, hourBefore: false, ...input.reminders },
  }),
  check: (settings) => {
    const { mode, seniorGrades } = settings as CoffeeSettings;
    if (mode !== 'senior-lottery' || seniorGrades.length > 0) return [];
    return [
      {
        code: 'coffee-lottery-without-seniors',
        message: 'A lottery with a senior needs to know who the seniors are.',
        remedy: 'Name their grades.',
        severity: 'refuse',
        pointer: '/settings/seniorGrades',
      },
    ];
  },
};

/** The choices with what holds for whoever has chosen nothing. */
function withDefaults() {
  const { way, languages, shared, tableSizeMax, ...clock } = CoffeeChoices.properties;
  return Strict({
    ...clock,
    way: { ...way, default: 'either' },
    languages: { ...languages, default: [] },
    shared: { ...shared, default: [] },
    tableSizeMax: { ...tableSizeMax, default: null },
  });
}
