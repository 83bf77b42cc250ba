import type { FormatFinding } from '../../gatherings/formats/format.ts';
import { CREW_MIN } from '../../gatherings/formats/stand-up.ts';
import type { StandUpSettings } from './stand-up.ts';

/** What is missing for a stand-up across teams, by the units of its members. */
export function crewWarnings({ crossTeam, unitsMin }: StandUpSettings, units: string[]): FormatFinding[] {
  if (!crossTeam) return [];
  const kinds = new Set(units).size;
  const few = units.length < CREW_MIN;
  const alike = kinds < unitsMin;
  return [
    ...(few
      ? [
          {
            code: 'stand-up-too-few',
            message: `A stand-up across teams has at least ${CREW_MIN} members.`,
            remedy: 'Add members, or let people join.',
            severity: 'warn' as const,
            pointer: '/members',
          },
        ]
      : []),
    ...(alike
      ? [
          {
            code: 'stand-up-too-few-units',
            message: `Its members come from fewer than ${unitsMin} units.`,
            remedy: 'Add members of other units.',
            severity: 'warn' as const,
            pointer: '/members',
          },
        ]
      : []),
  ];
}
