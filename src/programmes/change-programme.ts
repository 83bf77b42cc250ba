import { eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { programmes } from '../db/schema/index.ts';
import { refusals } from '../gatherings/refusals.ts';
import { inviteToDates } from '../invitations/invite-to-dates.ts';
import type { InputError } from '../problems.ts';
import { changeSeries } from '../series/change-series.ts';
import { programmeFormat } from './formats/index.ts';
import type { ProgrammeRow } from './queries.ts';
import { readSettings } from './read-settings.ts';
import type { ChangeProgrammeInput } from './schemas.ts';

/** What became of a change. */
export type ProgrammeChanged =
  | { outcome: 'ended' }
  | { outcome: 'impossible'; errors: InputError[] }
  | ({ outcome: 'changed' } & ProgrammeRow);

/**
 * Changes settings, and texts and leaders of the series from its next date on, which mails nothing. Programme and
 * series must be locked.
 */
export async function changeProgramme(
  tx: Tx,
  { programme, series, membership }: ProgrammeRow,
  { settings: given = {}, ...ofSeries }: ChangeProgrammeInput,
  now: Date,
): Promise<ProgrammeChanged> {
  if (programme.status === 'ended') return { outcome: 'ended' };
  const format = programmeFormat(programme.format);
  const read = readSettings(format.settings, given, programme.settings);
  if ('errors' in read) return { outcome: 'impossible', errors: read.errors };
  const errors = refusals(format.check(read.settings, series.plan));
  if (errors.length > 0) return { outcome: 'impossible', errors };
  let changed = series;
  if (Object.keys(ofSeries).length > 0) {
    const result = await changeSeries(tx, series, ofSeries, now);
    if (result.outcome === 'impossible') return result;
    if (result.outcome === 'not-open') return { outcome: 'ended' };
    changed = result.series;
    if (result.outcome === 'changed') await inviteToDates(tx, changed.id, result.added, now);
  }
  const [row] = await tx
    .update(programmes)
    .set({ settings: read.settings, seriesId: changed.id, updatedAt: now })
    .where(eq(programmes.id, programme.id))
    .returning();
  if (!row) throw new Error('the locked programme is gone');
  return { outcome: 'changed', programme: row, series: changed, membership };
}
