import { and, eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { standUpLines } from '../db/schema/index.ts';
import { readText } from '../gatherings/plan.ts';
import type { InputError } from '../problems.ts';
import type { StandUpDate } from './queries.ts';

/** A line is said in a breath. */
export const LINE_MAX = 200;

/** What somebody could help with and needs help with; null is nothing. */
export type Line = { couldHelp: string | null; needsHelp: string | null };

/**
 * Keeps what somebody leaves for a date, in place of what they left before; nothing deletes it. Only those who take
 * part in the date read it, for 14 days after.
 */
export async function leaveLine(
  tx: Tx,
  { date: { gathering }, personId, line }: { date: StandUpDate; personId: string; line: Line },
  now: Date,
): Promise<'kept' | 'over' | { errors: InputError[] }> {
  if (gathering.status !== 'scheduled' || gathering.endsAt <= now) return 'over';
  const couldHelp = readLine('/couldHelp', line.couldHelp);
  const needsHelp = readLine('/needsHelp', line.needsHelp);
  const errors = [couldHelp, needsHelp].flatMap((read) => ('errors' in read ? read.errors : []));
  if ('errors' in couldHelp || 'errors' in needsHelp) return { errors };
  const mine = and(eq(standUpLines.gatheringId, gathering.id), eq(standUpLines.personId, personId));
  const values = { couldHelp: couldHelp.value, needsHelp: needsHelp.value, updatedAt: now };
  if (values.couldHelp === null && values.needsHelp === null) {
    await tx.delete(standUpLines).where(mine);
    return 'kept';
  }
  await tx
    .insert(standUpLines)
    .values({ gatheringId: gathering.id, personId, ...values })
    .onConflictDoUpdate({ target: [standUpLines.gatheringId, standUpLines.personId], set: values });
  return 'kept';
}

function readLine(pointer: string, text: string | null): { value: string | null } | { errors: InputError[] } {
  const read = readText(pointer, text === null ? null : text.replaceAll(/\s+/g, ' '));
  if ('errors' in read || (read.value ?? '').length <= LINE_MAX) return read;
  return { errors: [{ pointer, message: `must have at most ${LINE_MAX} characters` }] };
}
