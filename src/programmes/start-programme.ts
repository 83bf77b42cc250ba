import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { programmes } from '../db/schema/index.ts';
import { refusals } from '../gatherings/refusals.ts';
import type { InputError } from '../problems.ts';
import { scheduleSeries } from '../series/schedule-series.ts';
import { programmeFormat } from './formats/index.ts';
import type { ProgrammeRow } from './queries.ts';
import { readSettings } from './read-settings.ts';
import type { StartProgrammeInput } from './schemas.ts';

/** Starts a programme with its series and their dates, or says everything that stands against it. */
export async function startProgramme(
  tx: Tx,
  { settings: given = {}, ...input }: StartProgrammeInput,
  createdBy: string,
  now: Date,
): Promise<ProgrammeRow | { errors: InputError[] }> {
  const format = programmeFormat(input.format);
  const read = readSettings(format.settings, given);
  if ('errors' in read) return read;
  const { settings } = read;
  const errors = refusals(format.check(settings, input));
  if (errors.length > 0) return { errors };
  const scheduled = await scheduleSeries(tx, format.planSeries(input, settings), createdBy, now);
  if ('errors' in scheduled) return scheduled;
  const { series } = scheduled;
  const firstDay = series.startLocal.slice(0, 'yyyy-mm-dd'.length);
  const [programme] = await tx
    .insert(programmes)
    .values({
      id: uuidv7({ msecs: now.getTime() }),
      format: input.format,
      seriesId: series.id,
      settings,
      rotatedOn: firstDay,
      rotationOwedOn: firstDay,
      createdBy,
      createdAt: now,
      updatedAt: now,
    })
    .returning();
  if (!programme) throw new Error('an insert returned no row');
  return { programme, series, membership: null };
}
