import type { Tx } from '../db/connect.ts';
import type { Deps } from '../deps.ts';
import { changeBreaks } from '../programmes/change-breaks.ts';
import { join } from '../programmes/join.ts';
import { leave } from '../programmes/leave.ts';
import { lockProgramme, programmeFor } from '../programmes/queries.ts';
import type { ProgrammeRefusal } from './programme-list.tsx';

/** What a form about a programme asks for; empty clears. */
export type ProgrammeForm = { action: 'join' | 'leave' | 'pause' | 'skip'; until: string; date: string };

/** What became of it; null is a programme that the person may not know of. */
export type ProgrammeDone = 'joined' | 'left' | 'saved' | { why: ProgrammeRefusal };

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Does what somebody's own form about a programme asks for. */
export async function changeOwnProgramme(
  tx: Tx,
  input: { id: string; personId: string; form: ProgrammeForm },
  { engine, env }: Deps,
  now: Date,
): Promise<ProgrammeDone | null> {
  const { id, personId, form } = input;
  if (!(await programmeFor(tx, personId, id))) return null;
  await lockProgramme(tx, id);
  const row = await programmeFor(tx, personId, id);
  if (!row) return null;
  if (form.action === 'leave') {
    await leave(tx, { row, personIds: [personId], by: 'own' }, now);
    return 'left';
  }
  if (form.action === 'join') {
    const drawing = { engine, invitationsMax: env.invitationsPer30DaysMax };
    const result = await join(tx, { row, personIds: [personId], accepted: true, ...drawing }, now);
    if (result.outcome === 'joined') return 'joined';
    return { why: result.outcome === 'full' ? 'full' : 'ended' };
  }
  const written = form.action === 'pause' ? form.until : form.date;
  const day = written === '' ? null : written;
  if (day !== null && !isDay(day)) return { why: 'day' };
  const breaks = form.action === 'pause' ? { pausedUntil: day } : { skippedDate: day };
  const result = await changeBreaks(tx, { row, personId, breaks }, now);
  return result.outcome === 'changed' ? 'saved' : { why: 'day' };
}

/** A browser without a date field sends what was typed. */
function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return DAY.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
