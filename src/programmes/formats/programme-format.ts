import type { TObject } from 'typebox';

import type { FormatFinding } from '../../gatherings/formats/format.ts';
import type { ScheduleSeriesInput } from '../../series/schemas.ts';

/** What a format asks of a programme: one file a format, pure. */
export type ProgrammeFormat = {
  /** What an organiser decides; every field has a default. */
  settings: TObject;
  /** What each member decides; every field has a default. */
  memberSettings: TObject;
  /** Whether people come in by their own word alone: those whom an organiser names are asked. */
  optIn: boolean;
  /** Whether members are invited to every date with one mail and one calendar entry; else each date tells its own. */
  invitesToSeries: boolean;
  /** The series as this format holds it: what the organiser left out. */
  planSeries(input: ScheduleSeriesInput, settings: Record<string, unknown>): ScheduleSeriesInput;
  /** What is wrong with settings and plan together. */
  check(
    settings: Record<string, unknown>,
    plan: { durationMinutes: number; capacity?: number | null },
  ): FormatFinding[];
  /** What its members are not yet; `units` has the unit of each. Only where a format has so few that it asks. */
  warn?(settings: Record<string, unknown>, units: string[]): FormatFinding[];
};
