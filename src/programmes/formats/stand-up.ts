import { type Static, Type } from 'typebox';

import { CREW_MAX, CREW_MIN, CREW_UNITS_MIN, speakersMax } from '../../gatherings/formats/stand-up.ts';
import { Nullable, Strict } from '../../http/schemas.ts';
import { crewWarnings } from './crew-warnings.ts';
import { plain } from './plain.ts';
import type { ProgrammeFormat } from './programme-format.ts';

/** A year of weekly dates without a change is no rotation. */
const ROTATE_WEEKS_MAX = 52;
/** Our default for the cross-team variant (domain rules §1). */
const ROTATE_WEEKS_DEFAULT = 4;

export const StandUpSettings = Strict({
  crossTeam: Type.Boolean({
    default: true,
    description: 'Whether members come from several units and rotate; false is a team’s own stand-up',
  }),
  unitsMin: Type.Integer({
    minimum: 1,
    maximum: CREW_MAX,
    default: CREW_UNITS_MIN,
    description: 'From how many units members come',
  }),
  rotateEveryWeeks: Nullable(
    Type.Integer({
      minimum: 1,
      maximum: ROTATE_WEEKS_MAX,
      description: 'How often a third of the members is replaced; null: never',
    }),
    { default: ROTATE_WEEKS_DEFAULT },
  ),
});
export type StandUpSettings = Static<typeof StandUpSettings>;

/** A recurring stand-up: the reminders are its own, and its members are as many as there is time to speak. */
export const standUp: ProgrammeFormat = {
  ...plain,
  settings: StandUpSettings,
  planSeries: (input, settings) => {
    const most = speakersMax(input.durationMinutes);
    const held = (settings as StandUpSettings).crossTeam ? Math.min(most, CREW_MAX) : most;
    return {
      ...input,
      capacity: input.capacity ?? held,
      reminders: { noAnswer: false, dayBefore: false, hourBefore: false, ...input.reminders },
    };
  },
  warn: (settings, units) => crewWarnings(settings as StandUpSettings, units),
  check: (settings, { durationMinutes, capacity = null }) => {
    const { crossTeam, unitsMin } = settings as StandUpSettings;
    if (!crossTeam) return [];
    const held = capacity ?? Math.min(CREW_MAX, speakersMax(durationMinutes));
    if (held > CREW_MAX) {
      return [
        {
          code: 'stand-up-too-many',
          message: `A stand-up across teams has ${CREW_MIN} to ${CREW_MAX} members.`,
          remedy: `Set the capacity to ${CREW_MAX} or fewer, or hold two stand-ups.`,
          severity: 'refuse',
          pointer: '/capacity',
        },
      ];
    }
    if (held >= unitsMin) return [];
    return [
      {
        code: 'stand-up-too-few-places',
        message: `${held} members cannot come from ${unitsMin} units.`,
        remedy: 'Raise the capacity or the length, or ask for fewer units.',
        severity: 'refuse',
        pointer: '/settings/unitsMin',
      },
    ];
  },
};
